import type { ConsoleMessage, Page } from 'playwright-core'

/**
 * Collects what the browser complains about: errors and warnings on the page's console, apart from those that are
 * expected, and uncaught errors. A note of the browser's is no complaint: it writes one when a person is quicker than `autofocus`.
 */
export function collectComplaints(
  page: Page,
  isExpected: (message: ConsoleMessage) => boolean = () => false,
): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isExpected(message)) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
