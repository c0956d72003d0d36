import { redact } from '../core/redact.ts'

const made: unique symbol = Symbol('mrkdwn')

/** Text with Slack's markup. Only this file makes it, so that nothing from outside carries markup by accident. */
export interface Mrkdwn {
  readonly mrkdwn: string
  readonly [made]: true
}

/** What we write ourselves is markup; what is interpolated is shown as it is, unless it is markup already. */
export function md(ours: TemplateStringsArray, ...values: readonly (Mrkdwn | string | number)[]): Mrkdwn {
  const text = ours.reduce((line, part, index) => line + inserted(values[index - 1]) + part)
  return mrkdwn(text)
}

export function join(parts: readonly Mrkdwn[], separator: string): Mrkdwn {
  return mrkdwn(parts.map((part) => part.mrkdwn).join(escape(separator)))
}

export function mention(userId: string): Mrkdwn {
  return /^[UW][A-Z0-9]+$/.test(userId) ? mrkdwn(`<@${userId}>`) : md`${userId}`
}

export function mentionGroup(id: string): Mrkdwn {
  return /^S[A-Z0-9]+$/.test(id) ? mrkdwn(`<!subteam^${id}>`) : md`${id}`
}

export function channelLink(id: string): Mrkdwn {
  return /^[CGD][A-Z0-9]+$/.test(id) ? mrkdwn(`<#${id}>`) : md`${id}`
}

/** Inline code: markup has no power in it, except a back-tick. */
export function code(text: string): Mrkdwn {
  const inside = escape(literal(text).replace(/\s+/g, ' ')).replaceAll('`', '\u02cb')
  return mrkdwn(inside.trim() === '' ? '' : `\`${inside}\``)
}

/** A code block. A fence inside of the text is broken by an invisible space. */
export function fence(text: string): Mrkdwn {
  const inside = escape(clean(text)).replace(/`(?=`)/g, '`\u200b')
  return mrkdwn(`\`\`\`\n${inside}\n\`\`\``)
}

/** A time that everybody reads in their own zone, and in UTC where Slack does not say. */
export function date(ms: number, format = '{date_short_pretty} {time}'): Mrkdwn {
  const utc = `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return mrkdwn(`<!date^${Math.floor(ms / 1000)}^${format}|${utc}>`)
}

/** For the fallback `text` of a message: that is mrkdwn too, and what a phone shows on its lock screen. */
export function plain(text: string): string {
  return neutral(literal(text))
}

/** For plain_text objects, which know no markup: nothing is escaped, only a token is kept from looking like one. */
export function literal(text: string): string {
  return clean(text).replace(/<(?=[!@#a-z])/gi, '<\u200b')
}

function inserted(value: Mrkdwn | string | number | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'object' ? value.mrkdwn : neutral(clean(String(value)))
}

function mrkdwn(text: string): Mrkdwn {
  return { mrkdwn: text, [made]: true }
}

/** Control codes first: a colour code in the middle of a password would hide it from the redactor. */
function clean(text: string): string {
  return redact(strip(text))
}

const ansi =
  /\u001b(?:\[[0-9;:?<=>]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,1024}(?:\u0007|\u001b\\)|[@-Z\\-_])/g
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

function strip(text: string): string {
  return text.toWellFormed().replace(ansi, '').replace(/\r\n?/g, '\n').replace(invisible, '')
}

/** Exactly the three that Slack asks for. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Slack has no escape for its marks, so what could begin or end one becomes a twin that only looks like it. */
function neutral(text: string): string {
  return escape(text)
    .replaceAll('*', '\u2217')
    .replaceAll('~', '\u223c')
    .replaceAll('`', '\u02cb')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\u02cd')
}
