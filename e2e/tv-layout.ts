import type { Page } from 'playwright-core'

/** How much of each side a television may cut off. */
const SAFE_AREA = 0.05

/** Lists what a television might cut off, and what is cut off already. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate((margin) => {
    const { clientWidth: width, clientHeight: height, scrollWidth, scrollHeight } = document.documentElement
    const found =
      scrollWidth > width || scrollHeight > height ? [`the page scrolls: ${scrollWidth} × ${scrollHeight}`] : []
    for (const element of document.querySelectorAll(
      '.screen *:not(path, rect, wbr, .unseen, .unseen *, .order-beyond, .order-beyond *)',
    )) {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const isSafe =
        left >= width * margin - 1 &&
        right <= width * (1 - margin) + 1 &&
        top >= height * margin - 1 &&
        bottom <= height * (1 - margin) + 1
      const isBlock = !element.closest('.top, .middle, .bottom')?.isSameNode(element)
      if (!isSafe && isBlock) found.push(`${element.className || element.tagName} leaves the safe area`)
      const isShortened = getComputedStyle(element).textOverflow === 'ellipsis'
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && !isShortened)
        found.push(`${element.className || element.tagName} is wider than its place`)
    }
    const list = document.querySelector('.orders')?.getBoundingClientRect().bottom ?? height
    for (const order of document.querySelectorAll('.order:not(.order-beyond)'))
      if (order.getBoundingClientRect().bottom > list + 1) found.push('an order is cut')
    return found
  }, SAFE_AREA)
}

/** Measures the height of the QR symbol without its quiet zone, as a part of the screen's. */
export function qrHeight(page: Page): Promise<number> {
  return page.locator('.qr path').evaluate((path) => path.getBoundingClientRect().height / window.innerHeight)
}

/** Tells whether a button of the screen has the focus. */
export function hasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.tagName === 'BUTTON')
}
