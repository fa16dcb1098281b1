import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildFirst } from '../../scripts/build-first.mjs'

await buildFirst('@device-flow/docs')

const dist = fileURLToPath(new URL('../.vitepress/dist/', import.meta.url))

/** Every page of the built site, by its address there. */
export function readSite(): Map<string, string> {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
  return new Map(files.map((file) => [`/${file.replaceAll('\\', '/')}`, readFileSync(join(dist, file), 'utf8')]))
}

/** Where the links of a page lead inside the site: a page, and perhaps an element of it. */
export function innerLinks(address: string, html: string): { page: string; id: string }[] {
  return attributes(html, 'a', 'href')
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [path = '', id = ''] = href.split('#')
      const page = path ? posix.resolve(dirname(address), path) : address
      return { page: path.endsWith('/') ? posix.join(page, 'index.html') : page, id: decodeURIComponent(id) }
    })
}

/** The values that an attribute has in all elements of a kind. */
export function attributes(html: string, element: string, attribute: string): string[] {
  return [...html.matchAll(new RegExp(`<${element}\\b[^>]*?\\s${attribute}="([^"]*)"`, 'g'))].map(
    ([, value = '']) => value,
  )
}
