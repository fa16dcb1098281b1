import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildFirst } from '../../../../scripts/build-first.mjs'
import { distFolder } from '../../index.js'

await buildFirst('@device-flow/tv')

/** What the built app consists of. */
interface Emitted {
  html: string
  /** By the name of the file. */
  scripts: Map<string, string>
  /** The styles of the page: all of them stand in it. */
  style: string
}

/** Reads the built app. */
export async function emitted(): Promise<Emitted> {
  const html = await readFile(join(distFolder, 'index.html'), 'utf8')
  const names = (await readdir(distFolder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const files = names.map(async (name) => [name, await readFile(join(distFolder, name), 'utf8')] as const)
  const inline = contents(html, 'script').map((script, index) => [`index.html, script ${index}`, script] as const)
  const scripts = new Map([...(await Promise.all(files)), ...inline])
  return { html, scripts, style: contents(html, 'style').join('\n') }
}

function contents(html: string, tag: 'script' | 'style'): string[] {
  return [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>([^]*?)</${tag}>`, 'g'))].map(([, content = '']) => content)
}
