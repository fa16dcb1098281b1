import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pageFolder } from './page-folder.ts'
import { RELAY_MARK } from './relay-mark.ts'

/**
 * Reads the page, with the mark that its server relays.
 *
 * @throws Error when it was not built
 */
export async function readMarkedPage(): Promise<string> {
  const html = await readFile(join(pageFolder, 'index.html'), 'utf8').catch((cause: unknown) => {
    throw new Error(`${pageFolder} holds no built viewer. Build it first: npm run build`, { cause })
  })
  return html.replace('</head>', `<meta name="${RELAY_MARK}" content="here" /></head>`)
}
