import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository: pages are made of files all over it. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The page that is made of a file or folder of the repository, as a path in the site; undefined when none is. */
export function pageOf(path: string): string | undefined {
  if (path === 'SECURITY.md') return 'security'
  // Generated, and so perhaps not there yet; a link in the reference leads to a page of it.
  const [, reference] = /^docs\/(api\/.+)\.md$/.exec(path) ?? []
  if (reference) return reference
  const [, provider] = /^docs\/(providers\/[^/]+)\.md$/.exec(path) ?? []
  if (provider) return existsSync(join(root, path)) ? provider : undefined
  const [, folder, name] = /^(docs|packages)\/([^/]+?)(?:\.md|\/README\.md|\/)?$/.exec(path) ?? []
  if (folder === 'docs' && existsSync(join(root, 'docs', `${name}.md`))) return name
  if (folder === 'packages' && existsSync(join(root, 'packages', `${name}`, 'README.md'))) return `packages/${name}`
  return undefined
}

/** The packages that have something to read, each with the name under which it is imported. */
export function packagePages(): { text: string; link: string }[] {
  return readdirSync(join(root, 'packages')).flatMap((folder) => {
    const page = pageOf(`packages/${folder}`)
    return page ? [{ text: nameOf(folder), link: `/${page}` }] : []
  })
}

/** The pages of providers, each with its title. */
export function providerPages(): { text: string; link: string }[] {
  return readdirSync(join(root, 'docs/providers')).map((file) => {
    const [title = file] = readFileSync(join(root, 'docs/providers', file), 'utf8').split('\n')
    return { text: title.replace(/^# /, ''), link: `/providers/${file.replace(/\.md$/, '')}` }
  })
}

function nameOf(folder: string): string {
  const { name } = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')) as { name: string }
  return name
}
