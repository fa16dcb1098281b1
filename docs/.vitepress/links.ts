import { dirname, relative, resolve, sep } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

const EXTERNAL = /^([a-z]+:|\/\/|#)/i

/**
 * Links between the Markdown files of the repository lead from page to page. Those to what the site does not show, such as source, are
 * for readers of the repository: here only their text is left.
 *
 * @param root the folder of the repository
 * @param pageOf the page that is made of a file, as a path in the site; undefined when none is
 */
export function linkPages(md: MarkdownRenderer, root: string, pageOf: (file: string) => string | undefined): void {
  md.core.ruler.push('link-pages', ({ tokens, env }) => {
    const folder = dirname((env.realPath ?? env.path) as string)
    for (const { children } of tokens) {
      if (!children) continue
      // Links can not hold links (CommonMark §6.3): each is closed by the next close.
      let isDropped = false
      const kept = children.filter((token) => {
        if (token.type === 'link_close') return !isDropped
        if (token.type !== 'link_open') return true
        const href = token.attrGet('href') ?? ''
        const [path = '', hash] = href.split('#')
        isDropped = false
        if (EXTERNAL.test(href)) return true
        const page = pageOf(relative(root, resolve(folder, path)).replaceAll(sep, '/'))
        isDropped = page === undefined
        token.attrSet('href', hash === undefined ? `/${page}` : `/${page}#${hash}`)
        return !isDropped
      })
      children.splice(0, children.length, ...kept)
    }
  })
}
