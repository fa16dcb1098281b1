import type { Page } from 'playwright-core'

/** Around the button, where rings are drawn, px. */
const AROUND = 16

/**
 * What is wrong with how the focus is seen, a line each: it is compared pixel by pixel with the same button without the focus. As many as a
 * ring of 2 px around the button has must change by 3:1 (WCAG 2.4.13), and the border of a button without the focus must be there (1.4.11).
 */
export async function focusProblems(page: Page): Promise<string[]> {
  const button = await page.evaluateHandle(() => document.activeElement as HTMLElement)
  const { x, y, width, height } = await button.evaluate(
    (element) => element.getBoundingClientRect().toJSON() as DOMRect,
  )
  const clip = { x: x - AROUND, y: y - AROUND, width: width + 2 * AROUND, height: height + 2 * AROUND }
  const picture = (): Promise<string> => page.screenshot({ clip }).then((png) => png.toString('base64'))
  const focused = await picture()
  await button.evaluate((element) => element.blur())
  const unfocused = await picture()
  await button.evaluate((element) => element.focus())
  const { changed, border } = await page.evaluate(compare, {
    pictures: [focused, unfocused],
    around: AROUND,
    weights: WEIGHTS,
  })
  const problems: string[] = []
  if (changed < 2 * 2 * (width + height)) problems.push(`the focus changes ${changed} pixels`)
  if (border < 3) problems.push(`the border of a button has a contrast of ${border.toFixed(2)}`)
  return problems
}

/** How light the three channels of a pixel are to the eye (WCAG's relative luminance). */
const WEIGHTS = [0.2126, 0.7152, 0.0722]

/** Counts the pixels that differ by 3:1, and measures the best contrast across the left edge of the second. It runs in the page. */
async function compare({
  pictures,
  around,
  weights,
}: {
  pictures: string[]
  around: number
  weights: number[]
}): Promise<{
  changed: number
  border: number
}> {
  const lights: number[][] = []
  let middleRow = 0
  for (const picture of pictures) {
    const image = new Image()
    image.src = `data:image/png;base64,${picture}`
    await image.decode()
    const { width, height } = image
    const canvas = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!
    canvas.drawImage(image, 0, 0)
    const { data } = canvas.getImageData(0, 0, width, height)
    const light: number[] = []
    for (let at = 0; at < data.length; at += 4) {
      const parts = weights.map(
        (weight, channel) => weight * (((data[at + channel] ?? 0) / 255 + 0.055) / 1.055) ** 2.4,
      )
      light.push(parts.reduce((sum, part) => sum + part, 0.05))
    }
    lights.push(light)
    middleRow = Math.floor(height / 2) * width
  }
  const [focused = [], unfocused = []] = lights
  const contrasts = focused.map((one, pixel) => one / (unfocused[pixel] ?? 1))
  const changed = contrasts.filter((contrast) => contrast >= 3 || contrast <= 1 / 3).length
  // From the ground to just inside.
  const [ground = 1, ...edge] = unfocused.slice(middleRow, middleRow + around + 4)
  return { changed, border: Math.max(...edge.map((value) => Math.max(value / ground, ground / value))) }
}
