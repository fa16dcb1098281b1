// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
// What READMEs say of it, and of the libraries in it, is held to a measurement by e2e/docs-size.test.ts.
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`
const entry = (name, imports, limit, ignore = []) => ({
  name,
  import: imports,
  limit,
  gzip: true,
  ignore: ['react', 'vue', ...ignore],
})

// A file with everything in it.
const file = (name, path, limit) => ({ name, path, limit, gzip: true })

// What flow.fetch does at a call comes with its first one, as a chunk of its own. Its errors are there from the start: apps tell them apart.
const FETCH_CHUNK = 'authorized-call'
const FETCH_ERRORS = 'OriginNotAllowedError, InsufficientAuthorizationError'
const kept = (where, withSession, stores, limit) =>
  entry(
    `the same, and the session kept in ${where}`,
    {
      [dist('react')]: '{ useDeviceFlow }',
      [dist('oauth')]: '{ createOAuthServices }',
      [dist('session')]: `{ ${withSession}, ${FETCH_ERRORS} }`,
      ...stores,
    },
    limit,
    [`*/${FETCH_CHUNK}.js`],
  )

export default [
  entry('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '20 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '23.6 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '23.9 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '22.7 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '56.2 kB',
  ),
  // What keeping a session adds is the difference to the line above, and of the stores to each other.
  kept('localStorage', 'withSession, webStorageStore', {}, '65.1 kB'),
  kept('IndexedDB', 'withSession', { [dist('session', 'indexed-db')]: '{ indexedDbStore }' }, '65.7 kB'),
  kept(
    'IndexedDB, encrypted',
    'withSession',
    { [dist('session', 'indexed-db')]: '{ encryptedIndexedDbStore }' },
    '66.8 kB',
  ),
  file('<device-login>, as one file', dist('element', 'device-login'), '82.5 kB'),
  file('<device-login> for televisions', dist('element', 'device-login.tv'), '150 kB'),
  entry(
    'the chunk that the first flow.fetch loads',
    { [dist('session', FETCH_CHUNK)]: '{ createAuthorizedCall }' },
    '3 kB',
    ['@device-flow/machine'],
  ),
]
