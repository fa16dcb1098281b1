import { fileURLToPath } from 'node:url'

/**
 * The folder with the viewer's built page: static files that need no server of ours, to be copied into a site, where they run at any path
 * and load nothing from elsewhere. Such a page shows the logins of the page that frames or opens it, recordings in files, and those in links.
 *
 * @example
 * ```ts
 * import { cp } from 'node:fs/promises'
 * import { pageFolder } from '@device-flow/viewer'
 *
 * await cp(pageFolder, 'public/viewer', { recursive: true })
 * ```
 */
// The same place from src/server and from dist/server: sources serve the page as it was built last.
export const pageFolder: string = fileURLToPath(new URL('../../dist/page', import.meta.url))
