import type { Buttons } from './playground-buttons.ts'
import { shownScreen, untilScreen, type Screen } from './playground-page.ts'

/** How the person says yes to the code on the device, and the device learns of it. */
export type Approve = (buttons: Buttons) => Promise<void>

/** Leads the device to a screen, from whatever it shows. */
export async function bring(
  buttons: Buttons,
  screen: 'welcome' | 'code' | 'signed in',
  approve: Approve,
): Promise<void> {
  const { page } = buttons
  for (let steps = 0; steps < 8; steps++) {
    const shown = await shownScreen(page)
    if (shown === screen) return
    if (shown === undefined) await page.waitForTimeout(50)
    else if (shown === 'signed in') await leave(buttons, 'device: Sign out', 'welcome')
    else if (shown === 'problem') await goOn(buttons, screen)
    else if (shown === 'welcome') await leave(buttons, 'device: Sign in', 'code')
    else if (shown === 'requesting' || screen === 'welcome') await leave(buttons, 'device: Cancel', 'welcome')
    else await approve(buttons)
  }
  await untilScreen(page, screen)
}

/** Leaves a screen that says what went wrong: by the button that begins anew, or by the other one. */
async function goOn(buttons: Buttons, screen: Screen): Promise<void> {
  const anew = new Set(['device: Try again', 'device: Get a new code', 'device: Sign in'])
  const main = (await buttons.look()).find((name) => anew.has(name))
  await buttons.press(screen === 'welcome' || !main ? 'device: Not now' : main)
  await buttons.page
    .getByRole('region', { name: 'The device', exact: true })
    .locator('.screen-problem')
    .waitFor({ state: 'detached' })
}

async function leave(buttons: Buttons, name: string, to: Screen): Promise<void> {
  await buttons.press(name)
  await untilScreen(buttons.page, to)
}

/** Presses what the steps have: each step, and each way to look at what is in it. */
export async function pressSteps(buttons: Buttons): Promise<void> {
  const { page } = buttons
  for (let step = 1; step <= 7; step++) await buttons.press(`steps: Step ${step}`)
  await buttons.press('steps: Follow the login', 'steps: Step 3', 'steps: a group of polls')
  await buttons.press('steps: Step 5')
  await buttons.press('steps: Show a secret of a request', 'steps: Hide a secret of a request')
  await buttons.press('steps: Show a secret of a response', 'steps: Hide a secret of a response', 'steps: more headers')
  await buttons.press('steps: Format a body')
  for (const form of ['React', 'Vue', 'Node', 'Command']) await buttons.press(`steps: ${form}`, 'steps: Copy code')
  await buttons.press('steps: curl', 'steps: Copy curl', 'steps: Raw', 'steps: Copy raw')
  await page.getByText('Copied', { exact: true }).waitFor()
  await buttons.press('steps: an exchange', 'steps: Follow the login')
}

/** Presses what the tokens have, but for what ends the session. */
export async function pressTokens(buttons: Buttons, answerOfUserInfo: string): Promise<void> {
  const { page } = buttons
  await tryToken(buttons, 'Call the sample API', 'The API took the token (HTTP 200).')
  await tryToken(buttons, 'Ask who is signed in', answerOfUserInfo)
  await refreshNow(buttons)
  const api = 'http://127.0.0.1:9'
  await buttons.press('tokens: Call an API of your own')
  await page.getByLabel('Address of the API').fill(`${api}/orders`)
  await buttons.press('tokens: Send the token, and call it')
  await page.getByLabel('Where the access token may go').fill(api)
  for (const name of (await buttons.look()).filter((each) => each.startsWith('tokens: Show ')))
    await buttons.press(name, name.replace('Show', 'Hide'))
  for (const name of (await buttons.look()).filter((each) => /decoded$|Not there/.test(each))) await buttons.press(name)
}

/** Refreshes, and waits until that is said. */
export function refreshNow(buttons: Buttons): Promise<void> {
  return tryToken(buttons, 'Refresh now', 'There is a new')
}

/** Presses a trouble of refreshes, refreshes, and waits until it is said that no tokens came of it. */
export async function refreshInVain(buttons: Buttons, trouble: string): Promise<void> {
  if (trouble === 'Refresh token reused') await refreshNow(buttons)
  await buttons.press(`troubles: ${trouble}`)
  // What is done behind the device's back takes a moment.
  await buttons.page.getByText(new RegExp(`On: ${trouble}|Now let`)).waitFor()
  await buttons.press('tokens: Refresh now')
  await buttons.page.locator('.tokens [role=status] .problem').waitFor()
}

async function tryToken(buttons: Buttons, name: string, words: string): Promise<void> {
  await buttons.press(`tokens: ${name}`)
  await buttons.page.getByRole('region', { name: 'Try the tokens' }).getByRole('status').getByText(words).waitFor()
}

/** Opens the settings, and presses what they have, but for what sets a login up anew. They are open afterwards. */
export async function pressSettings(buttons: Buttons): Promise<void> {
  const { page } = buttons
  await buttons.press('top: Change', 'settings: API, client authentication, DPoP, PKCE and more')
  for (const name of (await buttons.look()).filter((each) => /What is this/.test(each))) await buttons.press(name)
  await page.getByLabel('Client authentication', { exact: true }).selectOption('private_key_jwt')
  await buttons.press('settings: Make a key', 'settings: Make another key')
  await buttons.press('settings: What is this: Key of the client, and its algorithm?')
  await page.getByLabel('Client authentication', { exact: true }).selectOption('none')
  await buttons.press(
    'settings: What the server says of itself',
    'settings: Read and check it',
    'settings: Read it again',
  )
  await buttons.press('settings: A link to these settings', 'settings: Copy link')
  await page.getByText('Copied. Whoever opens it').waitFor()
  await buttons.press('settings: Another server, or other settings', 'settings: Another server, or other settings')
}

/** Presses each look of the device; its screen stays. */
export async function pressLooks(buttons: Buttons): Promise<void> {
  const before = await shownScreen(buttons.page)
  for (const look of ['Kiosk', 'Terminal', 'TV']) {
    await buttons.press(`device: ${look}`)
    await untilScreen(buttons.page, before!)
  }
}

/** Saves all that can be saved, copies the link, and opens what was saved in the page itself. */
export async function pressRecording(buttons: Buttons): Promise<void> {
  const { page } = buttons
  const [requests] = await Promise.all([
    page.waitForEvent('download'),
    buttons.press('recording: Save the requests, secrets masked'),
  ])
  const [recording] = await Promise.all([page.waitForEvent('download'), buttons.press('recording: Save the recording')])
  if (!requests.suggestedFilename().endsWith('.md')) throw new Error('The requests are no Markdown')
  await buttons.press('recording: Copy a link to the recording')
  await page.getByText('The link is copied.').waitFor()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), buttons.press('recording: Open a recording')])
  await chooser.setFiles(await recording.path())
  await page
    .frameLocator('.opened-recording')
    .getByText(/^Step \d+ of/)
    .waitFor()
  await buttons.press('recording: Close the recording')
}

/** Keeps a login first; then takes the tour to its end twice, by way of its start, and leaves another one. */
export async function pressTour(buttons: Buttons): Promise<void> {
  const stop = (number: number): Promise<void> => buttons.page.getByText(`Tour: ${number} of 10`).waitFor()
  await buttons.press('top: Tour', 'tour: Keep the login', 'top: Tour', 'tour: Begin the tour')
  for (const last of ['tour: From the start', 'tour: Done']) {
    await stop(1)
    for (let number = 2; number <= 10; number++) {
      await buttons.press('tour: Next stop')
      await stop(number)
    }
    await buttons.press(last)
  }
  await buttons.press('top: Tour', 'tour: Leave the tour')
}

/** Folds each part that can be folded, and unfolds it. */
export async function pressFolds(buttons: Buttons): Promise<void> {
  for (const name of (await buttons.look()).filter((each) => / Fold: /.test(each)))
    await buttons.press(name, name.replace('Fold:', 'Open:'))
}
