import { toView, type AuthorizedView, type AwaitingUserView, type ErrorView, type IdleView } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'
import { createSignal, Match, onCleanup, onMount, Switch } from 'solid-js'
import { render } from 'solid-js/web'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const services = withSession(createOAuthServices(client), { store: encryptedIndexedDbStore() })

function SignIn() {
  const { actor, commands, mount } = createHandle(services)
  const [view, setView] = createSignal(toView(actor.getSnapshot()))
  actor.subscribe((snapshot) => setView(toView(snapshot)))
  onMount(() => onCleanup(mount()))

  return (
    <Switch fallback={<p>One moment…</p>}>
      <Match when={view().status === 'idle' && !(view() as IdleView).restoring}>
        <button onClick={commands.start}>Sign in</button>
      </Match>
      <Match when={view().status === 'awaitingUser' && (view() as AwaitingUserView)}>
        {(waiting) => (
          <>
            <p>
              Open <b>{waiting().verificationUri}</b> on your phone, and enter <strong>{waiting().userCode}</strong>
            </p>
            <button onClick={commands.cancel}>Cancel</button>
          </>
        )}
      </Match>
      <Match when={view().status === 'authorized' && (view() as AuthorizedView)}>
        {(session) => (
          <>
            <p>Hello, {String(session().claims?.['name'])}</p>
            <button onClick={commands.signOut}>Sign out</button>
          </>
        )}
      </Match>
      <Match when={view().status === 'error' && (view() as ErrorView)}>
        {(end) => (
          <p>
            {end().error.message}{' '}
            <button onClick={commands.retry}>{end().error.reason === 'signedOut' ? 'Sign in' : 'Try again'}</button>
          </p>
        )}
      </Match>
    </Switch>
  )
}

render(
  () => (
    <main aria-live="polite">
      <h1>My app</h1>
      <SignIn />
    </main>
  ),
  document.querySelector('#app')!,
)
