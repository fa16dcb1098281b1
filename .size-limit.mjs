// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
// What READMEs say of it, and of the libraries in it, is held to a measurement by e2e/docs-size.test.ts.
const entry = (name, imports, limit) => ({ name, import: imports, limit, gzip: true, ignore: ['react', 'vue'] })
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`
const kept = (where, imports, limit) =>
  entry(
    `the same, and the session kept in ${where}`,
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }', ...imports },
    limit,
  )

export default [
  entry('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '19.6 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '23.2 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '23.5 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '22.3 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '55.6 kB',
  ),
  // What keeping a session adds is the difference to the line above, and of the stores to each other.
  kept('localStorage', { [dist('session')]: '{ withSession, webStorageStore }' }, '66.6 kB'),
  kept(
    'IndexedDB',
    { [dist('session')]: '{ withSession }', [dist('session', 'indexed-db')]: '{ indexedDbStore }' },
    '67 kB',
  ),
  kept(
    'IndexedDB, encrypted',
    { [dist('session')]: '{ withSession }', [dist('session', 'indexed-db')]: '{ encryptedIndexedDbStore }' },
    '68.2 kB',
  ),
]
