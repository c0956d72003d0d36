/** Slack's limits, in characters and pieces. Where Slack says nothing, what was seen to work. */
export const LIMITS = {
  text: 4_000,
  blocks: 50,
  /** Not documented: `msg_blocks_too_long` begins a little above 13,000. */
  sum: 12_000,
  header: 150,
  section: 3_000,
  fields: 10,
  field: 2_000,
  contextElements: 10,
  contextText: 2_000,
  buttons: 25,
  buttonText: 75,
  value: 2_000,
  url: 3_000,
  id: 255,
  alt: 2_000,
  imageTitle: 2_000,
  label: 2_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const
