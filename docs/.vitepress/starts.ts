import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './pages.ts'

/**
 * Puts the files of `starts/` into a page: each block of code that stands below a line such as `<!-- starts/react/main.tsx -->` is that
 * file. The page itself has the code, because GitHub shows it too, and no include.
 */
export function withStarts(page: string): string {
  return page.replaceAll(
    /^<!-- (starts\/\S+\.(\w+)) -->\n\n```\w+\n[^]*?^```$/gm,
    (_, file: string, language: string) =>
      `<!-- ${file} -->\n\n\`\`\`${language}\n${readFileSync(join(root, file), 'utf8')}\`\`\``,
  )
}
