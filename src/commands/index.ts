import type { Command } from '../bot/command.ts'
import { get } from './get.ts'

/** Every command there is; help, the parser and the catalogue read this list. */
export const commands: readonly Command[] = [get]
