import type { ReactElement } from 'react'
import { Checklist } from './checklist.tsx'
import { Platforms } from './platforms.tsx'
import { PollingRules } from './polling-rules.tsx'
import { PseudoCode } from './pseudo-code.tsx'
import { Refreshing } from './refreshing.tsx'
import { ScreenRules } from './screen-rules.tsx'
import { SevenSteps } from './seven-steps.tsx'
import { TokenStorage } from './token-storage.tsx'
import { Wide } from './wide.tsx'

/** Device login for those who cannot run our code: the protocol itself, and the rules that a good client keeps. */
export function NativeTvPage({ chart }: { chart: string }): ReactElement {
  return (
    <>
      <header className="top">
        <img src="./icon.svg" alt="" width="30" height="30" />
        <a href="./index.html">Device login playground</a>
      </header>
      <main>
        <h1>Device login for native TV</h1>
        <p className="lead">
          For tvOS, Android TV and Roku, in your own language. A TV app signs somebody in by means of their phone: OAuth
          2.0 device authorization grant, <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>. Two requests, a
          loop, and some rules that are easily missed. The <a href="./index.html">playground</a> shows each of them
          live.
        </p>
        <nav aria-label="On this page">
          <ul>
            <li>
              <a href="#steps">The seven steps, with their requests</a>
            </li>
            <li>
              <a href="#chart">The chart</a>
            </li>
            <li>
              <a href="#polling">The polling rules</a>
            </li>
            <li>
              <a href="#screen">What to show, and what never</a>
            </li>
            <li>
              <a href="#tokens">Where tokens belong</a>
            </li>
            <li>
              <a href="#refresh">One refresh at a time</a>
            </li>
            <li>
              <a href="#code">In pseudo code, and what that leaves out</a>
            </li>
            <li>
              <a href="#platforms">The calls of Roku, Android TV and tvOS</a>
            </li>
            <li>
              <a href="#checklist">A checklist</a>
            </li>
          </ul>
        </nav>
        <SevenSteps />
        <section id="chart">
          <h2>The chart</h2>
          <p>
            A login is always in one of seven states. This picture is drawn from our own code; yours can have the same
            states under the same names. The loop from <code>awaitingUser</code> to <code>polling</code> and back is
            where most clients go wrong.
          </p>
          <Wide className="chart" label="The chart of a device login">
            <figure dangerouslySetInnerHTML={{ __html: chart }} />
          </Wide>
        </section>
        <PollingRules />
        <ScreenRules />
        <TokenStorage />
        <Refreshing />
        <PseudoCode />
        <Platforms />
        <Checklist />
      </main>
      <footer>
        <p>
          <a href="./index.html">Try all of this in the playground</a>: it shows what a good client sends, and has every
          trouble on a button.
        </p>
      </footer>
    </>
  )
}
