import { terminalPrompt } from '@device-flow/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { answerDeviceRequest, askForCode, openKiosk } from './kiosk-scene.ts'
import { isStale } from './pictures.ts'
import { arriveAt, openTv, press } from './tv-scene.ts'

const ADDRESS = 'https://id.example.com/activate'
const CODE = 'WDJB-MJHT'
const QR_ADDRESS = `${ADDRESS}?user_code=${CODE}`
/** The same in each picture, at each time: what the server itself gives is another code for each login. */
const SHOWN = { user_code: CODE, verification_uri: ADDRESS, verification_uri_complete: QR_ADDRESS }

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('the picture of the TV in the docs is current', async () => {
  const scene = await openTv(browser)
  const { page, close } = scene
  await answerDeviceRequest(scene, SHOWN)
  await press(page, 'Enter')
  await arriveAt(page, 'code')
  expect(await isStale('tv', page)).toBe(false)
  await close()
})

test('the picture of the kiosk in the docs is current', async () => {
  const scene = await openKiosk(browser, { viewport: { width: 1280, height: 720 } })
  const { page, close } = scene
  await answerDeviceRequest(scene, SHOWN)
  await askForCode(page)
  expect(await isStale('kiosk', page)).toBe(false)
  await close()
})

test('the picture of the terminal in the docs is current', async () => {
  const page = await browser.newPage({ viewport: { width: 848, height: 500 } })
  await drawTerminal(page, promptOf(80, 26))
  expect(await isStale('terminal', page)).toBe(false)
  await page.close()
})

/** What the prompt writes to a terminal of this size, until the person does something. */
function promptOf(columns: number, rows: number): string {
  let written = ''
  const stream = {
    isTTY: true,
    columns,
    rows,
    write: (text: string) => ((written += text), true),
  }
  const { onPrompt } = terminalPrompt({ stream, env: { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' } })
  onPrompt({
    userCode: CODE,
    verificationUri: ADDRESS,
    verificationUriComplete: QR_ADDRESS,
    expiresAt: Date.now() + 900_000,
    expiresInSeconds: 900,
    intervalMs: 5_000,
  })
  return written
}

/** How the prompt's colours look (ECMA-48, SGR). */
const STYLES: Record<string, string> = {
  '0': '',
  '1': 'font-weight: bold; color: #fff',
  '2': 'opacity: 0.7',
  '36': 'color: #5fd7d7',
  '38;5;231': 'color: #fff',
  '48;5;16': 'background: #000',
}

/** Draws what was written as a terminal would: the text, bold and coloured. */
async function drawTerminal(page: Page, written: string): Promise<void> {
  const spans = written.split('\u001b[').map((piece) => {
    const [whole = piece, codes = ''] = /^([\d;]*)m/.exec(piece) ?? ['']
    const text = piece.slice(whole.length)
    const style = Object.entries(STYLES).filter(([code]) => `;${codes};`.includes(`;${code};`))
    return { style: style.map(([, css]) => css).join(';'), text }
  })
  await page.setContent('<body style="margin: 0; background: #14181c"><pre></pre>')
  await page.evaluate((all) => {
    const screen = document.querySelector('pre')!
    // As high as a block character is, so that the QR code is one piece.
    screen.style.cssText = 'margin: 24px; color: #d0d4d8; font: 16.611px/19px "DejaVu Sans Mono", monospace'
    for (const { style, text } of all) {
      const span = Object.assign(document.createElement('span'), { textContent: text })
      span.style.cssText = style
      screen.append(span)
    }
  }, spans)
}
