import type { LabServer } from '../servers/lab-server.ts'
import type { Settings } from '../settings/settings.ts'
import { clientCode, importLine } from './client-code.ts'

const isOfDatabase = (line: string): boolean => line.includes('@device-flow/session/indexed-db')

/** Writes the services of a page, with what they import: React's and Vue's have the same. */
export function pageClient(settings: Settings, server: LabServer): { imports: string[]; services: string[] } {
  const { imports, options } = clientCode(settings, server, {
    keys: { name: 'indexedDbDpopKeys', from: '@device-flow/session/indexed-db', call: 'indexedDbDpopKeys()' },
    // In a page, it is a secret no more.
    clientSecret: "'YOUR-CLIENT-SECRET'",
  })
  return {
    imports: [
      importLine('createOAuthServices', '@device-flow/oauth'),
      ...imports.filter((line) => !isOfDatabase(line)),
      importLine('withSession', '@device-flow/session'),
      importLine(
        imports.some(isOfDatabase) ? 'encryptedIndexedDbStore, indexedDbDpopKeys' : 'encryptedIndexedDbStore',
        '@device-flow/session/indexed-db',
      ),
    ],
    services: [
      'const oauth = createOAuthServices({',
      ...options.map((option) => `  ${option},`),
      '})',
      'const services = withSession(oauth, { store: encryptedIndexedDbStore() })',
    ],
  }
}
