import { expect, test } from 'vitest'
import config from '../.vitepress/config.ts'
import { attributes, innerLinks, readSite } from './site.ts'

const site = readSite()
const page = (address: string): string => site.get(address) ?? ''

test('every entry of the side bar is a page', () => {
  const entries = JSON.stringify(config.themeConfig?.sidebar).matchAll(/"link":"([^"]+)"/g)
  const pages = [...entries].map(([, link]) => `${link}.html`)
  expect(pages).toContain('/guide.html')
  expect(pages).toContain('/svelte.html')
  expect(pages).toContain('/security.html')
  expect(pages).toContain('/packages/react.html')
  expect(pages.filter((address) => !site.has(address))).toEqual([])
})

test('every link inside the site leads to a page, and to a heading that is there', () => {
  const links = [...site].flatMap(([from, html]) => innerLinks(from, html).map((link) => ({ from, ...link })))
  expect(links.length).toBeGreaterThan(100)
  const dead = links.filter(({ page: to, id }) => !site.has(to) || (id && !page(to).includes(`id="${id}"`)))
  expect(dead).toEqual([])
})

test('the guide has a tab for React and Vue in each step, and for Node where it has something to say', () => {
  const pages = ['guide', 'show-the-login', 'show-the-code', 'stay-signed-in', 'call-an-api', 'test-your-login']
  const tabs = pages.flatMap((name) =>
    [...page(`/${name}.html`).matchAll(/<label data-title="([^"]+)"/g)].map(([, title]) => title),
  )
  const [all, screens] = [
    ['React', 'Vue', 'Node'],
    ['React', 'Vue'],
  ]
  const login = [...screens, ...all]
  const code = [...screens, ...screens, ...all, ...screens]
  const session = [...all, ...all, ...all, ...all]
  const tests = [...screens, ...screens]
  expect(tabs).toEqual(['Demo server', 'Auth0', ...login, ...code, ...session, ...tests])
})

test('the chart is a picture with all seven states', () => {
  const [picture = ''] = /<figure class="state-diagram"[\s\S]*?<\/figure>/.exec(page('/chart.html')) ?? []
  const states = [...picture.matchAll(/<text class="name"[^>]*>(\w+)</g)].map(([, name]) => name)
  const all = ['idle', 'requesting', 'awaitingUser', 'authorized', 'error', 'polling', 'refreshing']
  expect(states.toSorted()).toEqual(all.toSorted())
  expect(page('/chart.html')).not.toContain('stateDiagram-v2')
})

test('a page loads nothing from another host', () => {
  for (const html of site.values()) {
    const loaded = [
      ...attributes(html, 'script', 'src'),
      ...attributes(html, 'link', 'href'),
      ...attributes(html, 'img', 'src'),
    ]
    expect(loaded.length).toBeGreaterThan(0)
    expect(loaded.filter((address) => /^(\w+:)?\/\//.test(address))).toEqual([])
  }
})
