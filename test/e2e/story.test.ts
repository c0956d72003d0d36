import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDemo, type Demo } from '../../src/demo/start.ts'
import { createLog } from '../../src/http/log.ts'
import { isKind } from '../../src/sandbox/life/objects.ts'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { openScreen, startBrowser, whyNoBrowser, type Screen } from '../support/browser.ts'
import { freePort } from '../support/ports.ts'

const missing = whyNoBrowser()
if (missing !== undefined) console.info(`The browser's story is not told: ${missing}`)

/** One day in one Slack: every test goes on where the one before it ended. */
describe.runIf(missing === undefined)('a day in the demo', { timeout: 90_000 }, () => {
  let demo: Demo
  let browser: Browser
  let screen: Screen
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roundsman-story-'))
    const log = createLog({ level: 'error' })
    const started = await startDemo({ port: await freePort(), folder, log })
    if (!started.ok) throw new Error(started.failure)
    demo = started.value
    browser = await startBrowser()
    screen = await openScreen(browser, demo.url)
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  function specOf(namespace: string, name: string) {
    const found = demo.cluster.store.get(resourceOf('Deployment'), namespace, name)
    if (!found || !isKind('Deployment', found)) throw new Error(`no deployment ${namespace}/${name}`)
    return found.spec
  }
  const imageOf = (name: string) => specOf('shop', name).template.spec.containers[0]?.image

  test('the channel says what to type', async () => {
    await screen.go('shop-ops')
    const welcome = await screen.message('Type one of these')
    expect(await welcome.locator('pre').innerText()).toContain('/k8s get pods')
    await screen.picture('welcome')
  })

  test('vera may look, and post what she sees', async () => {
    await screen.be('Vera')
    await screen.type('/k8s get pods')
    const answer = await screen.message('16 pods', 'only visible to you')
    expect(await answer.locator('pre').innerText()).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE\n/)
    await screen.picture('get-pods')
    await answer.getByRole('button', { name: 'Post here' }).click()
    await screen.message('Posted here')
    const posted = screen.messages('16 pods').filter({ hasNot: screen.page.locator('.badge-eph') })
    await posted.getByText('orders-db-0').waitFor()
    await screen.picture('posted')
  })

  test('vera is refused a scale, in a sentence', async () => {
    await screen.type('/k8s scale deploy/web --replicas=3')
    const refusal = await screen.message('🚫', 'not by Kubernetes')
    expect(await refusal.innerText()).toContain('workloads:write')
    await screen.picture('refused')
    expect(specOf('shop', 'web').replicas).toBe(2)
  })

  test('oscar asks, cannot approve himself, and ada approves', async () => {
    await screen.be('Oscar')
    await screen.type('/k8s set image deploy/api api=registry.example/shop/api:1.9.0 --reason "fix login"')
    const card = await screen.message('Approval needed', 'fix login')
    expect(await card.locator('pre').innerText()).toContain('api:1.8.2\n  → registry.example/shop/api:1.9.0')
    expect(await card.getByRole('button').allInnerTexts()).toEqual(
      expect.arrayContaining(['Approve', 'Deny…', 'Cancel']),
    )
    await screen.picture('card')

    await card.getByRole('button', { name: 'Approve', exact: true }).click()
    await screen.message('🚫', 'only visible to you', /your own/)
    await screen.picture('own-approve')
    expect(imageOf('api')).toBe('registry.example/shop/api:1.8.2')

    await screen.be('Ada')
    await card.getByRole('button', { name: 'Approve', exact: true }).click()
    const done = await screen.message('✅ Applied', 'fix login', 'Approved by @Ada')
    await screen.picture('applied')
    await done.getByText('Rollout done').waitFor({ timeout: 60_000 })
    await screen.picture('rolled-out')
    expect(imageOf('api')).toBe('registry.example/shop/api:1.9.0')
    const thread = await screen.thread(done)
    await thread.getByText('@Oscar').first().waitFor()
    await screen.picture('thread')
    await screen.closeThread()
  })

  test('oscar presses Undo, ada approves, and the image is back', async () => {
    await screen.be('Oscar')
    const applied = await screen.message('✅ Applied', 'fix login')
    await applied.getByRole('button', { name: 'Undo' }).click()
    const undo = await screen.message('Approval needed', 'undo of')
    await screen.picture('undo-card')
    await screen.be('Ada')
    await undo.getByRole('button', { name: 'Approve', exact: true }).click()
    await screen.message('✅ Applied', 'undo of')
    expect(imageOf('api')).toBe('registry.example/shop/api:1.8.2')
    await screen.message('fix login', /Undone by/)
    await screen.picture('undone')
  })

  test('a scale without a number asks for it, and ada denies with a reason', async () => {
    await screen.be('Oscar')
    await screen.type('/k8s scale deploy/worker')
    const modal = screen.page.locator('.modal')
    await modal.locator('.bk-plain-input').first().fill('4')
    await modal.locator('.bk-plain-input').last().fill('the sale begins')
    await screen.picture('scale-modal')
    await modal.locator('.modal-btn.primary').click()
    const card = await screen.message('Approval needed', 'the sale begins')
    await screen.picture('scale-card')
    await screen.be('Ada')
    await card.getByRole('button', { name: 'Deny…' }).click()
    await modal.locator('.bk-plain-input').fill('the sale is tomorrow')
    await screen.picture('deny-modal')
    await modal.locator('.modal-btn.primary').click()
    await screen.message('🚫 Denied', 'the sale is tomorrow')
    await screen.picture('denied')
    expect(specOf('shop', 'worker').replicas).toBe(2)
  })

  test('in #dev, oscar confirms his own change', async () => {
    await screen.go('dev')
    await screen.be('Oscar')
    await screen.type('/k8s scale deploy/web --replicas=3')
    const card = await screen.message('Confirm', 'your own Confirm')
    await screen.picture('own-confirm')
    await card.getByRole('button', { name: 'Confirm' }).click()
    await screen.message('✅ Applied', 'Confirmed by @Oscar')
    await screen.picture('confirmed')
    expect(specOf('dev', 'web').replicas).toBe(3)
  })

  test('a long answer has pages, and comes as a file in the direct message', async () => {
    await screen.go('platform')
    await screen.be('Dana')
    await screen.type('/k8s get events -A')
    const first = await screen.message('Page 1 of')
    await screen.picture('page-1')
    await first.getByRole('button', { name: 'Next' }).click()
    const second = await screen.message('Page 2 of')
    await screen.picture('page-2')
    await second.getByRole('button', { name: 'Send me the file' }).click()
    await screen.page.locator('.sidebar-section', { hasText: 'Direct messages' }).waitFor()
    await screen.page.locator('.sidebar-item:has(.dot)').first().click()
    await screen.page.locator('.file-card-name').first().waitFor()
    await screen.picture('file')
    await screen.type('get deploy -n shop')
    await screen.message('deployments', 'recommender')
    await screen.picture('direct')
  })

  test('a mention is answered in its thread', async () => {
    await screen.go('shop-ops')
    await screen.be('Oscar')
    await screen.type('<@U1ROUNDSMAN> rollout status deploy/web')
    const asked = await screen.message('rollout status deploy/web')
    const thread = await screen.thread(asked)
    await thread.getByText(/web/).nth(1).waitFor()
    await screen.picture('mention')
    await screen.closeThread()
  })

  test('#random and gus are refused in a sentence', async () => {
    await screen.go('random')
    await screen.type('/k8s get pods')
    await screen.message('🚫', 'this channel')
    await screen.picture('random')
    await screen.go('shop-ops')
    await screen.be('Gus')
    await screen.type('/k8s get pods')
    await screen.message('🚫', 'who you are')
    await screen.picture('gus')
  })

  test('a phone shows it too', async () => {
    const phone = await openScreen(browser, demo.url, 390)
    await phone.go('shop-ops')
    await phone.be('Oscar')
    const cards = phone.messages('Approval needed')
    await phone.type('/k8s set image deploy/api api=registry.example/shop/api:1.9.1')
    await cards.last().waitFor()
    await phone.picture('phone')
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
