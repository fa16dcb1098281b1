// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
// What READMEs say of it, and of the libraries in it, is held to a measurement by e2e/docs-size.test.ts.
import { whatLoads } from './scripts/what-loads.mjs'

const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`
const bundle = (name, imports, limit, modifyEsbuildConfig) => ({
  name,
  import: imports,
  limit,
  gzip: true,
  ignore: ['react', 'vue'],
  ...(modifyEsbuildConfig && { modifyEsbuildConfig }),
})
/** What a page loads at first. */
const page = (name, imports, limit) => bundle(name, imports, limit, whatLoads())
/** What it loads beside when it comes to a file. */
const chunk = (name, imports, file, limit) => bundle(name, imports, limit, whatLoads({ chunk: file }))
// A file with everything in it.
const oneFile = (name, path, limit) => ({ name, path, limit, gzip: true })

const REACT = { [dist('react')]: '{ useDeviceFlow }' }
const WITH_OAUTH = { ...REACT, [dist('oauth')]: '{ createOAuthServices }' }
const LAZY = { ...REACT, [dist('oauth', 'lazy')]: '{ lazyServices }' }
/** Imported by the app itself: `lazyServices(client, () => import('@device-flow/oauth'))`. */
const LAZY_OAUTH = dist('oauth')
const kept = (names, stores = {}) => ({ ...WITH_OAUTH, [dist('session')]: names, ...stores })
const LOCAL_STORAGE = kept('{ withSession, webStorageStore }')
const INDEXED_DB = kept('{ withSession }', { [dist('session', 'indexed-db')]: '{ indexedDbStore }' })
const ENCRYPTED = kept('{ withSession }', { [dist('session', 'indexed-db')]: '{ encryptedIndexedDbStore }' })
const WITH_FETCH = { ...INDEXED_DB, [dist('session')]: '{ withSession, createAuthorizedFetch }' }

export default [
  page('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '23.5 kB'),
  page('React', REACT, '27.4 kB'),
  page('React, all of it', { [dist('react')]: '*' }, '27.7 kB'),
  page('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '26.6 kB'),
  page('React with the OAuth services', WITH_OAUTH, '61.9 kB'),
  bundle('React, OAuth loaded when a login starts', LAZY, '29.3 kB', whatLoads({ later: [LAZY_OAUTH] })),
  bundle('the chunk that the login loads', LAZY, '34.2 kB', whatLoads({ later: [LAZY_OAUTH], chunk: LAZY_OAUTH })),
  chunk('the chunk that follows while the code is asked for', WITH_OAUTH, dist('oauth', 'after-the-code'), '10.3 kB'),
  // What keeping a session adds is the difference to the line above, and of the stores to each other.
  page('the same, and the session kept in localStorage', LOCAL_STORAGE, '71.6 kB'),
  page('the same, and the session kept in IndexedDB', INDEXED_DB, '72.1 kB'),
  page('the same, and the session kept in IndexedDB, encrypted', ENCRYPTED, '73.4 kB'),
  chunk('the chunk that follows in the background', INDEXED_DB, dist('session', 'requests'), '6.6 kB'),
  chunk('the chunk that the first flow.fetch loads', WITH_FETCH, dist('session', 'authorized-call'), '3.5 kB'),
  chunk('the chunk of browsers without Web Locks', INDEXED_DB, dist('session', 'indexed-db-lease'), '0.7 kB'),
  bundle('the same, and the session kept in IndexedDB, all in one file', INDEXED_DB, '97.2 kB'),
  oneFile('<device-login>, as one file', dist('element', 'device-login'), '108.9 kB'),
  oneFile('<device-login> for televisions', dist('element', 'device-login.tv'), '178.1 kB'),
]
