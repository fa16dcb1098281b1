// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
// What READMEs say of it, and of the libraries in it, is held to a measurement by e2e/docs-size.test.ts.
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`
// What Node alone needs is a chunk that browsers never load.
const NODE_CHUNK = '*/undici-fetch.js'
const entry = (name, imports, limit, ignore = []) => ({
  name,
  import: imports,
  limit,
  gzip: true,
  ignore: ['react', 'vue', NODE_CHUNK, ...ignore],
})

// A file with everything in it.
const oneFile = (name, path, limit) => ({ name, path, limit, gzip: true })

// Chunks of their own, which come later: what asks the server for something, in the background, once withSession is called; what flow.fetch
// does at a call, with the first one; and the lock of browsers that have none, there alone.
const LATER = ['requests', 'authorized-call', 'indexed-db-lease']
const files = (...names) => names.map((name) => `*/${name}.js`)
const kept = (where, withSession, stores, limit, later = files(...LATER)) =>
  entry(
    `the same, and the session kept in ${where}`,
    {
      [dist('react')]: '{ useDeviceFlow }',
      [dist('oauth')]: '{ createOAuthServices }',
      [dist('session')]: `{ ${withSession} }`,
      ...stores,
    },
    limit,
    later,
  )
/** A chunk, without what the page has by then: libraries, and files of the package that the first chunk is made of. */
const chunk = (name, file, imports, limit, ...shared) =>
  entry(name, { [dist('session', file)]: imports }, limit, ['@device-flow/machine', 'idb-keyval', ...files(...shared)])

export default [
  entry('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '20 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '23.7 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '24.1 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '22.9 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '56.2 kB',
  ),
  // What keeping a session adds is the difference to the line above, and of the stores to each other.
  kept('localStorage', 'withSession, webStorageStore', {}, '62.2 kB'),
  kept('IndexedDB', 'withSession', { [dist('session', 'indexed-db')]: '{ indexedDbStore }' }, '62.3 kB'),
  kept(
    'IndexedDB, encrypted',
    'withSession',
    { [dist('session', 'indexed-db')]: '{ encryptedIndexedDbStore }' },
    '63.5 kB',
  ),
  chunk(
    'the chunk that follows in the background',
    'requests',
    '*',
    '4.2 kB',
    'person',
    'lineage',
    'random-name',
    'store-error',
  ),
  // With its errors, which a page has from the start if it tells them apart.
  chunk('the chunk that the first flow.fetch loads', 'authorized-call', '{ createAuthorizedCall }', '3 kB'),
  chunk(
    'the chunk of browsers without Web Locks',
    'indexed-db-lease',
    '{ indexedDbLease }',
    '0.8 kB',
    'transact',
    'on-abort',
    'random-name',
  ),
  kept(
    'IndexedDB, all in one file',
    'withSession',
    { [dist('session', 'indexed-db')]: '{ indexedDbStore }' },
    '69.5 kB',
    [],
  ),
  oneFile('<device-login>, as one file', dist('element', 'device-login'), '83.3 kB'),
  oneFile('<device-login> for televisions', dist('element', 'device-login.tv'), '150.5 kB'),
]
