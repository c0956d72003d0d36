import type { Demo } from './start.ts'

/** What the terminal says when the demo can be opened. */
export function ready({
  url,
  kubeconfig,
  port,
  logFile,
}: Pick<Demo, 'url' | 'kubeconfig'> & { port: number; logFile: string }): string {
  return `
Roundsman's demo is ready.

  Open      ${url}    a Slack of your own: choose who you are at the top right
  Channels  #shop-ops (protected: one approval)  #dev (your own Confirm)  #platform (all)  #health  #random (bound to nothing)
  People    vera (viewer)  oscar, olga (operators)  ada (approver)  dana (admin)  gus (unknown)
  Try       /k8s help    /k8s get pods    /k8s describe deploy/search    /k8s set image deploy/api api=registry.example/shop/api:1.9.0
  kubectl   kubectl --kubeconfig ${kubeconfig} get pods -A
  Log       ${logFile}

Anyone who reaches port ${port} of this machine can act as anyone in this Slack (it listens on all interfaces).
The cluster is a simulation inside this process; no other cluster is touched. Ctrl-C ends everything.
`
}
