import { webUrl } from '@device-flow/untrusted'

/**
 * Opens a page in the person's browser, without a shell and for http(s) only. Never rejects.
 *
 * @returns whether something was there to open it with; what a browser then does, nobody tells
 */
export async function openBrowser(uri: string): Promise<boolean> {
  const url = webUrl(uri)
  if (url === undefined) return false
  try {
    const { default: open } = await import('open')
    const browser = await open(url)
    browser.on('error', () => {})
    return true
  } catch {
    // No browser, no launcher, no display: the person opens the page elsewhere.
    return false
  }
}
