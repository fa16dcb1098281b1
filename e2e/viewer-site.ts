import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageFolder } from '@device-flow/viewer'
import { build, defaultClientConditions } from 'vite'
import { serveStatically, type StaticSite } from './static-site.ts'

/** Builds a page that frames the viewer, copies the viewer's page beside it, under `viewer/`, and serves both as static files. */
export async function serveViewerSite(): Promise<StaticSite> {
  const folder = await mkdtemp(join(tmpdir(), 'viewer-site-'))
  await build({
    configFile: false,
    root: fileURLToPath(new URL('viewer-site', import.meta.url)),
    base: './',
    logLevel: 'error',
    resolve: { conditions: ['@device-flow/source', 'development', ...defaultClientConditions] },
    build: { outDir: folder, emptyOutDir: true },
  })
  await cp(pageFolder, join(folder, 'viewer'), { recursive: true })
  const site = await serveStatically(folder)
  return {
    url: site.url,
    async close() {
      await site.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
