import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { whyNoLocalSlack } from '../../src/demo/local-slack.ts'

const program = process.env['ROUNDSMAN_TEST_CHROMIUM'] ?? '/usr/bin/chromium'
const screenshots = 'screenshots'
const patienceMs = 20_000

/** Why nobody can be seen typing here, or undefined when a browser and its Slack are there. */
export function whyNoBrowser(): string | undefined {
  const slack = whyNoLocalSlack()
  if (slack !== undefined) return slack
  if (existsSync(program)) return undefined
  return `There is no Chromium at ${program}: apt-get install chromium, or name one in ROUNDSMAN_TEST_CHROMIUM.`
}

/** A browser with a fresh profile, which asks nobody outside for anything. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A person before the Slack of the demo: types, looks and clicks. */
export interface Screen {
  readonly page: Page
  /** Becomes somebody else, by the first name. */
  be(name: string): Promise<void>
  go(channel: string): Promise<void>
  /** Types a line and sends it. */
  type(line: string): Promise<void>
  /** Messages of the open channel, a thread's not, which say all of this. */
  messages(...texts: readonly (string | RegExp)[]): Locator
  /** The newest of them, once it is there. */
  message(...texts: readonly (string | RegExp)[]): Promise<Locator>
  /** What the newest message's thread says, opened beside the channel. */
  thread(of: Locator): Promise<Locator>
  closeThread(): Promise<void>
  picture(name: string): Promise<void>
}

/** Opens the demo's Slack. */
export async function openScreen(browser: Browser, url: string, width = 1280): Promise<Screen> {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  page.setDefaultTimeout(patienceMs)
  await page.goto(url)
  await page.locator('.composer-input').first().waitFor()
  mkdirSync(screenshots, { recursive: true })
  let pictures = 0

  const messages = (...texts: readonly (string | RegExp)[]): Locator =>
    texts.reduce(
      (found, text) => found.filter({ hasText: text }),
      page.locator('.main .msg').filter({ visible: true }),
    )
  return {
    page,
    async be(name) {
      const label = await page.locator('.actas option', { hasText: new RegExp(`^${name} `, 'i') }).innerText()
      await page.locator('.actas select').selectOption({ label })
    },
    async go(channel) {
      await page
        .locator('.sidebar')
        .locator('button, a, li, .channel')
        .filter({ hasText: channel })
        .last()
        .click()
      await page.locator('.main .channel-header', { hasText: channel }).waitFor()
    },
    async type(line) {
      const composer = page.locator('.main .composer-input').first()
      await composer.fill(line)
      await composer.press('Enter')
    },
    messages,
    async message(...texts) {
      const found = messages(...texts).last()
      await found.waitFor()
      return found
    },
    async thread(of) {
      await of.locator('.thread-summary').click()
      const pane = page.locator('.thread-pane')
      await pane.locator('.msg').first().waitFor()
      return pane
    },
    async closeThread() {
      await page.locator('.thread-x').click()
    },
    async picture(name) {
      pictures += 1
      const file = `${String(pictures).padStart(2, '0')}-${name}-${width}.png`
      await page.screenshot({ path: join(screenshots, file) })
    },
  }
}
