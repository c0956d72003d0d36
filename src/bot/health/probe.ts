import { z } from 'zod'

const port = z.union([z.int(), z.string()]).default('')

/** How a container is asked whether it is well. */
export const Probe = z.looseObject({
  httpGet: z.looseObject({ port, path: z.string().default('/') }).optional(),
  tcpSocket: z.looseObject({ port }).optional(),
  grpc: z.looseObject({ port }).optional(),
})
export type Probe = z.output<typeof Probe>

/** `GET :8080/healthz`, `TCP :5432`, `gRPC :9090`, `exec`. */
export function probeText({ httpGet, tcpSocket, grpc }: Probe): string {
  if (httpGet) return `GET :${httpGet.port}${httpGet.path}`
  if (tcpSocket) return `TCP :${tcpSocket.port}`
  return grpc ? `gRPC :${grpc.port}` : 'exec'
}
