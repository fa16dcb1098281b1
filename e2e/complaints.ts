import type { ConsoleMessage, Page } from 'playwright-core'

/** Collects what the browser complains about: messages on the page's console, apart from those that are expected, and uncaught errors. */
export function collectComplaints(
  page: Page,
  isExpected: (message: ConsoleMessage) => boolean = () => false,
): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (!isExpected(message)) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
