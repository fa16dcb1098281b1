import { webUrl } from '@device-flow/untrusted'

/**
 * Opens a page in the person's browser, without a shell and for http(s) only. Whether that works does not matter: what
 * it opens was shown before. Never rejects.
 */
export async function openBrowser(uri: string): Promise<void> {
  const url = webUrl(uri)
  if (url === undefined) return
  try {
    const { default: open } = await import('open')
    const browser = await open(url)
    browser.on('error', () => {})
  } catch {
    // No browser, no launcher, no display: the person opens the page elsewhere.
  }
}
