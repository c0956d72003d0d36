/**
 * Shows a text as Slack's own clients do, where local-slack alone does not: code blocks, times, and `&lt;` once
 * only. It runs in the browser as it stands here, so it may use nothing from outside of itself.
 */
export function asSlackShows(text: string, theirs: (text: string) => string): string {
  const once = (html: string): string => html.replace(/&amp;(lt|gt|amp);/g, '&$1;')
  const escape = (raw: string): string =>
    once(raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
  const time = (seconds: string, format: string): string => {
    const at = new Date(Number(seconds) * 1000)
    const day = at.toLocaleDateString('en', { month: 'short', day: 'numeric' })
    const today = at.toDateString() === new Date().toDateString()
    const clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    return format
      .replace(/\{date\w*\}/, today ? 'today' : day)
      .replace('{time_secs}', at.toLocaleTimeString('en-GB'))
      .replace('{time}', clock)
  }
  const spoken = text.replace(
    /<!date\^(\d+)\^([^|^>]*)(?:\^[^|>]*)?\|[^>]*>/g,
    (_all, seconds: string, format: string) => time(seconds, format),
  )
  return spoken
    .split(/```\n?([^]*?)\n?```/)
    .map((part, index) => (index % 2 === 1 ? `<pre>${escape(part)}</pre>` : once(theirs(part.trim()))))
    .join('')
}

const style = `
.mrkdwn pre { margin: 4px 0; padding: 8px; border: 1px solid #ddd; border-radius: 4px; background: #f8f8f8;
  font: 12px/1.5 Monaco, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.bk-context { flex-wrap: wrap }
.msg-body, .msg-main, .blocks, .bk-section, .bk-text { min-width: 0; max-width: 100% }
@media (max-width: 600px) { .sidebar { width: 84px !important; overflow-x: hidden } .sidebar-item { padding: 4px 8px !important; white-space: nowrap }
  .search-bar, .topbar .status, .topbar > :first-child, .topbar button { display: none !important } .topbar { overflow: hidden } }`

/** The page of local-slack with our way of showing texts. Another version of the page is left as it is. */
export function dressed(page: string): string {
  const call = /\{__html:(\w+)\(c\)\}/
  if (!call.test(page)) return page
  return page
    .replace(call, '{__html:roundsmanShows(c,$1)}')
    .replaceAll('try /echo hi', 'try /k8s help')
    .replace('</head>', () => `<script>${script}</script><style>${style}</style></head>`)
}

const script = `const roundsmanShows = ${asSlackShows.toString()}`
