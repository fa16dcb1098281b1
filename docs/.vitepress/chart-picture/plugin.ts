import { deviceFlowMachine } from '@device-flow/machine'
import { arrowsOf } from '../../../scripts/chart.mjs'
import type { Arrow } from './arrow.ts'
import { draw } from './draw.ts'
import { layOut } from './lay-out.ts'

const MERMAID = /^```mermaid\n[^]*?^```$/m

/**
 * Puts the chart's picture in place of the Mermaid block of docs/chart.md when the site is built. The block is for GitHub, which draws it
 * by itself; Mermaid's own renderer would bring 200 MB into every clone, and half a megabyte to every reader, for one picture.
 */
export function chartPicture(): { name: string; enforce: 'pre'; transform: typeof drawChart } {
  return { name: 'chart-picture', enforce: 'pre', transform: drawChart }
}

async function drawChart(markdown: string, file: string): Promise<string | undefined> {
  if (!file.endsWith('.md')) return undefined
  if (file.endsWith('/docs/chart.md')) return withPicture(markdown, arrowsOf(deviceFlowMachine))
  if (MERMAID.test(markdown))
    throw new Error(`Only docs/chart.md has a picture, so the Mermaid block of ${file} would not be drawn`)
  return undefined
}

/**
 * A page with the picture of these arrows in place of its Mermaid block.
 *
 * @throws Error when the page has no such block, so that the picture is not left out in silence
 */
export async function withPicture(markdown: string, arrows: readonly Arrow[]): Promise<string> {
  if (!MERMAID.test(markdown)) throw new Error('The page has no Mermaid block, so there is no place for the picture')
  const picture = draw(arrows, await layOut(arrows))
  return markdown.replace(MERMAID, () => `<figure class="state-diagram" tabindex="0">\n${picture}\n</figure>`)
}
