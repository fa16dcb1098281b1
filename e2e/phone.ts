import type { AuthServer } from '@device-flow/auth-server'
import type { Browser } from 'playwright-core'

const PHONE = { width: 375, height: 667 }

/** The person's side: types the code on a phone, signs in, and decides. */
export async function decideOnPhone(
  browser: Browser,
  { verificationUri }: AuthServer,
  code: string,
  decision: 'Allow' | 'Deny',
  name = 'Grace Hopper',
): Promise<void> {
  const phone = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true })
  const page = await phone.newPage()
  const tap = (button: string): Promise<void> => page.getByRole('button', { name: button }).tap()
  await page.goto(verificationUri)
  await page.getByLabel('Code on your device').fill(code)
  await tap('Continue')
  await page.getByLabel('Your name').fill(name)
  await tap('Sign in')
  await tap(decision)
  await page.locator(decision === 'Allow' ? 'main#success' : 'main#denied').waitFor()
  await phone.close()
}
