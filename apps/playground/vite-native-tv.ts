import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import { draw } from '../../docs/.vitepress/chart-picture/draw.ts'
import { layOut } from '../../docs/.vitepress/chart-picture/lay-out.ts'
import { arrowsOf } from '../../scripts/chart.mjs'
import { NativeTvPage } from './src/native-tv/native-tv-page.tsx'

/** Writes native-tv.html out when the site is built: that page needs no JavaScript. Its chart is drawn from the machine, as that of the docs. */
export const nativeTv: Plugin = {
  name: 'native-tv',
  transformIndexHtml: {
    order: 'pre',
    async handler(html) {
      return html.includes('<!--page-->') ? html.replace('<!--page-->', await pageMarkup()) : html
    },
  },
}

async function pageMarkup(): Promise<string> {
  // Here, because a machine that was not built yet must not keep the other page from being served.
  const { deviceFlowMachine } = await import('@device-flow/machine')
  const arrows = arrowsOf(deviceFlowMachine)
  return renderToStaticMarkup(createElement(NativeTvPage, { chart: draw(arrows, await layOut(arrows)) }))
}
