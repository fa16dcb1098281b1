import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { root } from './snippets.ts'

const PICTURES = join(root, 'docs', 'pictures')
const FRESH = join(root, '.reports', 'pictures')
/** How much of a picture may differ, of 1: fonts are drawn a little differently elsewhere. */
const MOST_DIFFERENT = 0.04

/**
 * Takes a picture of the docs anew, and says whether the one that is there is stale. `npm run pictures` puts the fresh ones in their place;
 * without it they are in `.reports/pictures`.
 */
export async function isStale(name: string, of: Page | Locator): Promise<boolean> {
  const fresh = await of.screenshot({ animations: 'disabled' })
  const renews = process.env['RENEW_PICTURES'] === '1'
  const folder = renews ? PICTURES : FRESH
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.png`), fresh)
  if (renews) return false
  const kept = await readFile(join(PICTURES, `${name}.png`)).catch(() => undefined)
  const page = 'page' in of ? of.page() : of
  return !kept || (await differenceOf(fresh, kept, page.context().browser()!)) > MOST_DIFFERENT
}

/** How much two pictures differ, from 0 to 1; 1 when they have not the same size. Both are drawn small, so that letters blur. */
async function differenceOf(one: Buffer, other: Buffer, browser: Browser): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(
      async (urls) => {
        const images = await Promise.all(
          urls.map(async (url) => {
            const image = new Image()
            image.src = url
            await image.decode()
            return image
          }),
        )
        const [first, second] = images as [HTMLImageElement, HTMLImageElement]
        if (first.width !== second.width || first.height !== second.height) return 1
        const [a, b] = [first, second].map((image) => {
          const canvas = new OffscreenCanvas(Math.ceil(image.width / 8), Math.ceil(image.height / 8))
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
          context.imageSmoothingQuality = 'high'
          context.drawImage(image, 0, 0, canvas.width, canvas.height)
          return context.getImageData(0, 0, canvas.width, canvas.height).data
        }) as [Uint8ClampedArray, Uint8ClampedArray]
        const isOther = (index: number): boolean => Math.abs((a[index] ?? 0) - (b[index] ?? 0)) > 24
        let different = 0
        for (let index = 0; index < a.length; index += 4) {
          if (isOther(index) || isOther(index + 1) || isOther(index + 2)) different++
        }
        return different / (a.length / 4)
      },
      [one, other].map((picture) => `data:image/png;base64,${picture.toString('base64')}`),
    )
  } finally {
    await page.close()
  }
}
