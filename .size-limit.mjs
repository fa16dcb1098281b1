// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
// What READMEs say of it, and of the libraries in it, is held to a measurement by e2e/docs-size.test.ts.
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`
// What Node alone needs is a chunk that browsers never load.
const NODE_CHUNK = '*/undici-fetch.js'
// Chunks of their own: what comes after the code, in the background; what asks who signed in, with the first question; what may keep a
// person, once they have taken long; why a signature could not be verified; what judges how a person signed in, where a login asks for
// that; what a refused request says of its cause.
const OAUTH_LATER = [
  '*/after-the-code.js',
  '*/userinfo.js',
  '*/waiting-advice.js',
  '*/signature-problem.js',
  '*/judge-sign-in.js',
  '*/refusal-in-context.js',
]
/** What a page has of OAuth from the start of a login: a bundler keeps in it what the chunk after the code needs of the library, too. */
const OAUTH_FIRST = {
  [dist('oauth')]: '{ createOAuthServices }',
  'node_modules/oauth4webapi/build/index.js':
    '{ deviceCodeGrantRequest, processDeviceCodeResponse, refreshTokenGrantRequest, processRefreshTokenResponse, revocationRequest, ' +
    'getValidatedIdTokenClaims, validateApplicationLevelSignature }',
}
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
/** What a page with withSession has from the start. */
const SESSION_FIRST = ['login', 'kept']
const files = (...names) => names.map((name) => `*/${name}.js`)
const kept = (where, withSession, stores, limit, later = [...OAUTH_LATER, ...files(...LATER)]) =>
  entry(
    `the same, and the session kept in ${where}`,
    {
      [dist('react')]: '{ useDeviceFlow }',
      ...OAUTH_FIRST,
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
  entry('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '22.7 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '26.4 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '26.7 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '25.5 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', ...OAUTH_FIRST },
    '56.9 kB',
    OAUTH_LATER,
  ),
  entry(
    'React, OAuth loaded when a login starts',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth', 'lazy')]: '{ lazyServices }' },
    '27.5 kB',
  ),
  // Without what the page has by then.
  entry('the chunk that the login loads', OAUTH_FIRST, '30.8 kB', ['@device-flow/machine', ...OAUTH_LATER]),
  entry('the chunk that follows while the code is asked for', { [dist('oauth', 'after-the-code')]: '*' }, '7.7 kB', [
    '@device-flow/machine',
    'oauth4webapi',
    '*/login.js',
    ...OAUTH_LATER.slice(1),
  ]),
  // What keeping a session adds is the difference to the line above, and of the stores to each other.
  kept('localStorage', 'withSession, webStorageStore', {}, '63 kB'),
  kept('IndexedDB', 'withSession', { [dist('session', 'indexed-db')]: '{ indexedDbStore }' }, '63.1 kB'),
  kept(
    'IndexedDB, encrypted',
    'withSession',
    { [dist('session', 'indexed-db')]: '{ encryptedIndexedDbStore }' },
    '64.4 kB',
  ),
  chunk('the chunk that follows in the background', 'requests', '*', '4.7 kB', ...SESSION_FIRST),
  // With its errors, which a page has from the start if it tells them apart.
  chunk(
    'the chunk that the first flow.fetch loads',
    'authorized-call',
    '{ createAuthorizedCall }',
    '3.2 kB',
    ...SESSION_FIRST,
  ),
  chunk(
    'the chunk of browsers without Web Locks',
    'indexed-db-lease',
    '{ indexedDbLease }',
    '0.7 kB',
    'transact',
    ...SESSION_FIRST,
  ),
  kept(
    'IndexedDB, all in one file',
    'withSession',
    { [dist('session', 'indexed-db')]: '{ indexedDbStore }' },
    '83.9 kB',
    [],
  ),
  oneFile('<device-login>, as one file', dist('element', 'device-login'), '97.1 kB'),
  oneFile('<device-login> for televisions', dist('element', 'device-login.tv'), '165.7 kB'),
]
