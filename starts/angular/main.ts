import '@angular/compiler' // compiles the template in the browser: leave it out in an app of the Angular CLI
import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { toView } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const services = withSession(createOAuthServices(client), { store: encryptedIndexedDbStore() })

@Component({
  selector: 'app-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main aria-live="polite">
      <h1>My app</h1>
      @let login = view();
      @switch (login.status) {
        @case ('idle') {
          @if (login.restoring) {
            <p>One moment…</p>
          } @else {
            <button (click)="commands.start()">Sign in</button>
          }
        }
        @case ('requesting') {
          <p>One moment…</p>
        }
        @case ('awaitingUser') {
          <p>
            Open <b>{{ login.verificationUri }}</b> on your phone, and enter <strong>{{ login.userCode }}</strong>
          </p>
          <button (click)="commands.cancel()">Cancel</button>
        }
        @case ('authorized') {
          <p>Hello, {{ login.claims?.['name'] }}</p>
          <button (click)="commands.signOut()">Sign out</button>
        }
        @case ('error') {
          <p>
            {{ login.error.message }}
            <button (click)="commands.retry()">
              {{ login.error.reason === 'signedOut' ? 'Sign in' : 'Try again' }}
            </button>
          </p>
        }
      }
    </main>
  `,
})
class App {
  private readonly login = createHandle(services)
  protected readonly commands = this.login.commands
  protected readonly view = signal(toView(this.login.actor.getSnapshot()))

  constructor() {
    this.login.actor.subscribe((snapshot) => this.view.set(toView(snapshot)))
    inject(DestroyRef).onDestroy(this.login.mount())
  }
}

await bootstrapApplication(App)
