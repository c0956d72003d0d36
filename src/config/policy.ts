import { done, failed, type Outcome } from '../core/outcome.ts'
import { checkPolicy, type PolicyProblem } from '../core/policy-check.ts'
import { Policy } from '../core/policy.ts'
import { dotted, explain } from './explain.ts'
import { salvage } from './salvage.ts'
import { shapeOf } from './shape.ts'
import { readYaml } from './yaml.ts'

/** Reads a policy file. Every mistake comes with `file:line:col`, its path and what was probably meant. */
export function loadPolicy(
  text: string,
  file: string,
  clusters: readonly string[],
): Outcome<Policy, readonly string[]> {
  const read = readYaml(text, file)
  if (!read.ok) return read
  const { value, at } = read.value
  const parsed = Policy.safeParse(value)
  const problems = parsed.success
    ? checkPolicy(parsed.data, clusters)
    : [...explain(parsed.error, value, shapeOf(Policy)), ...checkRest(value, clusters)]
  if (!parsed.success || problems.length > 0)
    return failed(
      problems.map(({ path, message }) => `${at(path)}: ${dotted(path) || 'the policy'}: ${message}`),
    )
  return done(parsed.data)
}

/** So that all mistakes come at once, and not one kind after the other. */
function checkRest(written: unknown, clusters: readonly string[]): readonly PolicyProblem[] {
  const { policy, isReal } = salvage(written)
  return checkPolicy(policy, clusters).filter(isReal)
}
