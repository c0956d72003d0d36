import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Meter } from '../bot/ports.ts'

export interface Metrics {
  readonly meter: Meter
  readonly contentType: string
  /** Everything in Prometheus' text format. */
  render(): Promise<string>
}

/** The numbers of this process, in a registry of its own. */
export function createMetrics({ outboxDepth }: { readonly outboxDepth: () => Promise<number> }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const commands = new Counter({
    name: 'roundsman_commands_total',
    help: 'Commands, by name and how they ended',
    labelNames: ['command', 'outcome'],
    registers,
  })
  const denials = new Counter({
    name: 'roundsman_denials_total',
    help: 'Refusals, by what refused: policy, fence, cluster …',
    labelNames: ['by'],
    registers,
  })
  const approvals = new Counter({
    name: 'roundsman_approvals_total',
    help: 'Requests that reached a state',
    labelNames: ['state'],
    registers,
  })
  const answers = new Histogram({
    name: 'roundsman_answer_seconds',
    help: 'From a payload to the answer that a person sees',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30],
    registers,
  })
  const calls = new Histogram({
    name: 'roundsman_cluster_call_seconds',
    help: 'Calls to Kubernetes',
    labelNames: ['cluster', 'verb', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const duplicates = new Counter({
    name: 'roundsman_possible_duplicates_total',
    help: 'Messages sent again because an earlier attempt was never answered',
    registers,
  })
  registry.registerMetric(depthGauge(outboxDepth))

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    meter: {
      command: (command, outcome) => commands.inc({ command, outcome }),
      denial: (by) => denials.inc({ by }),
      approval: (state) => approvals.inc({ state }),
      answered: (milliseconds) => answers.observe(milliseconds / 1000),
      clusterCall: (cluster, verb, outcome, milliseconds) =>
        calls.observe({ cluster, verb, outcome }, milliseconds / 1000),
      duplicateRisk: () => duplicates.inc(),
    },
  }
}

function depthGauge(outboxDepth: () => Promise<number>): Gauge {
  return new Gauge({
    name: 'roundsman_outbox_depth',
    help: 'Messages that wait to be sent; NaN while the store does not answer',
    registers: [],
    async collect() {
      // The other numbers matter most when the store is down; its own error shows in /readyz.
      this.set(await outboxDepth().catch(() => Number.NaN))
    },
  })
}
