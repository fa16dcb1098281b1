import type { Page } from 'playwright-core'

const MIN_TARGET_PX = 64
/** Narrower than any counter: a phone, on which pages are scrolled. */
const PHONE_PX = 600
const MIN_CONTRAST = 3

/** What is wrong with the screen that the counter shows, a line each: for thumbs and for eyes. */
export async function faultsOf(page: Page): Promise<string[]> {
  const looks = [unreachable, overflowing, illegible, faint, hidden, sprawling]
  return (await Promise.all(looks.map((look) => look(page)))).flat()
}

/** What a thumb would miss: buttons that are too small, not in the lower half, or not on the screen. */
function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(
    ([least, phone]) => {
      const { clientHeight, clientWidth } = document.documentElement
      const tooLow = clientWidth < phone ? Infinity : clientHeight
      return [...document.querySelectorAll('button, a, input, [role=button]')].flatMap((each) => {
        const { width, height, top, bottom } = each.getBoundingClientRect()
        const isFine = width >= least && height >= least && top >= clientHeight / 2 && bottom <= tooLow
        return isFine || width === 0 ? [] : [`${each.textContent}: ${width} × ${height} at ${top}`]
      })
    },
    [MIN_TARGET_PX, PHONE_PX] as const,
  )
}

/** Words that stick out of the screen, or of the box they are in; and a screen of which a part is out of sight. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate((phone) => {
    const { clientWidth: right, clientHeight, scrollHeight } = document.documentElement
    const scrolls =
      right >= phone && scrollHeight > clientHeight ? [`${scrollHeight - clientHeight} px are out of sight`] : []
    const outside = [...document.querySelectorAll('main *')].flatMap((each) => {
      const box = each.getBoundingClientRect()
      const sticksOut =
        box.right > right || box.left < 0 || (each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
      return sticksOut && getComputedStyle(each).display !== 'inline' ? [each.outerHTML.slice(0, 120)] : []
    })
    return [...scrolls, ...outside]
  }, PHONE_PX)
}

/** What people copy, or are called, and what breaks in the middle; and a code that is away from the words that lead to it. */
function illegible(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = [...document.querySelectorAll('h1, .address .piece, .slip .number')].flatMap((each) =>
      [...each.textContent.trim().matchAll(/\S+/g)].map(({ 0: word, index }) => {
        const range = document.createRange()
        range.setStart(each.firstChild!, index)
        range.setEnd(each.firstChild!, index + word.length)
        return { word, lines: new Set([...range.getClientRects()].map(({ top }) => top)).size }
      }),
    )
    const broken = words.flatMap(({ word, lines }) => (lines > 1 ? [`${word} breaks`] : []))
    const address = document.querySelector('.address')
    const pieces = [...(address?.children ?? [])].map((piece) => piece.getBoundingClientRect())
    const room = address?.parentElement?.clientWidth ?? 0
    const isTorn =
      new Set(pieces.map(({ top }) => top)).size > 1 && pieces.reduce((sum, { width }) => sum + width, 0) < room
    if (isTorn) broken.push('the address breaks, and a line has room for all of it')
    const code = document.querySelector('.code')
    const lefts = [...(code?.children ?? [])].map((piece) => piece.getBoundingClientRect().left)
    const isAway = code && Math.min(...lefts) > (code.parentElement?.getBoundingClientRect().left ?? 0) + 1
    return isAway ? [...broken, 'the code is off to the side'] : broken
  })
}

/** Buttons whose edge does not stand out from the page: WCAG 1.4.11 asks for 3 to 1, and axe does not look. */
async function faint(page: Page): Promise<string[]> {
  const colors = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    edges: [...document.querySelectorAll('button')].map((button) => getComputedStyle(button).borderTopColor),
  }))
  const contrasts = colors.edges.map((edge) => (luminance(colors.paper) + 0.05) / (luminance(edge) + 0.05))
  return contrasts.flatMap((contrast) =>
    contrast < MIN_CONTRAST ? [`a button's edge has a contrast of ${contrast}`] : [],
  )
}

/** Relative luminance of an `rgb(…)`, as WCAG 2 has it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** What of the way in is hidden by a button, or by the sheet with the question. */
function hidden(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lids = [...document.querySelectorAll('button, [role=alertdialog] .sheet')].map((lid) =>
      lid.getBoundingClientRect(),
    )
    return [...document.querySelectorAll('.qr, .address, .code, .time')].flatMap((each) => {
      const { top, bottom } = each.getBoundingClientRect()
      const isCovered = lids.some((lid) => bottom > lid.top && top < lid.bottom)
      return isCovered ? [`${each.className.toString()} is hidden`] : []
    })
  })
}

/** Buttons as wide as a desk, of which one end is far from the words at the other. */
function sprawling(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientHeight, clientWidth } = document.documentElement
    if (clientWidth < clientHeight) return []
    return [...document.querySelectorAll('button')].flatMap((button) => {
      const { width } = button.getBoundingClientRect()
      return width > clientWidth / 2 ? [`${button.textContent} is ${width} px wide`] : []
    })
  })
}
