import type { Rolldown } from 'tsdown'

/**
 * Makes static what is imported when it is needed: in one file it is there anyway. Left as it is, every module would be wrapped, to be
 * run at its first import, and the file would weigh kilobytes more.
 */
export const importAtOnce: Rolldown.Plugin = {
  name: 'import-at-once',
  transform: {
    filter: { code: /\bimport\(/ },
    handler(code) {
      const names = new Map<string, string>()
      const made = code.replaceAll(/\bimport\(\s*(["'])(\.[^"']+)\1\s*\)/g, (_, _quote, path: string) => {
        const name = names.get(path) ?? `imported${names.size}`
        names.set(path, name)
        return `Promise.resolve(${name})`
      })
      const imports = [...names].map(([path, name]) => `import * as ${name} from '${path}';`)
      return names.size > 0 ? { code: imports.join('') + made, map: null } : null
    },
  },
}
