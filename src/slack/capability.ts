import { WebAPIPlatformError } from '@slack/web-api'
import type { Clock, Log } from '../bot/ports.ts'

/** Something of Slack that a workspace may not have: a scope not granted, a plan not paid, a method not there. */
export interface Capability {
  /** Undefined when Slack says that it is not to be had, then without asking for a while. Other failures reject. */
  ask<Value>(call: () => Promise<Value>): Promise<Value | undefined>
}

const restMs = 600_000

export function createCapability(name: string, clock: Clock, log: Log): Capability {
  let offUntil = 0
  let told = false
  return {
    ask: async (call) => {
      if (clock.now() < offUntil) return undefined
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof WebAPIPlatformError) || !absent.has(error.data.error)) throw error
        offUntil = clock.now() + restMs
        if (!told) log.warn({ capability: name, code: error.data.error }, 'not to be had from this Slack')
        told = true
        return undefined
      }
    },
  }
}

const absent = new Set([
  'unknown_method',
  'missing_scope',
  'not_allowed_token_type',
  'plan_upgrade_required',
  'paid_teams_only',
  'method_deprecated',
  'method_not_supported_for_channel_type',
])
