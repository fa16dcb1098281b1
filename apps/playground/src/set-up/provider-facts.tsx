import type { ProviderProfile } from '@device-flow/oauth/profiles'
import type { ReactElement } from 'react'

/** What is known of a provider: what to enable in its console first, and what to expect. */
export function ProviderFacts({ profile }: { profile: ProviderProfile }): ReactElement {
  const { about, setup, deviations, supports, sources } = profile
  const { 'pages (CORS)': pages, ...features } = supports
  const named = (has: boolean): string =>
    Object.entries(features)
      .filter(([, is]) => is === has)
      .map(([feature]) => feature)
      .join(', ')
  const [there, missing] = [named(true), named(false)]
  return (
    <details className="facts">
      <summary>What is known of {about.title}</summary>
      {setup.length > 0 && <List title="Enable there first" texts={setup} />}
      {deviations.length > 0 && <List title="It does otherwise than the RFCs" texts={deviations} />}
      <dl>
        {there && <Fact name="It has" text={there} />}
        {missing && <Fact name="It does not have" text={missing} />}
        <Fact name="Pages may call it (CORS)" text={pagesText(pages)} />
      </dl>
      {sources.length > 0 && (
        <p>
          From{' '}
          {sources.map(({ text, url }, at) => (
            <span key={url}>
              {at > 0 && ' · '}
              <a href={url} target="_blank" rel="noreferrer">
                {text}
              </a>
            </span>
          ))}
        </p>
      )}
    </details>
  )
}

function pagesText(pages: boolean | undefined): string {
  if (pages === undefined) return 'Not known. Try it: this page says when it cannot read the answers.'
  return pages
    ? 'Yes, once the origin of the page is allowed there.'
    : 'No. A page needs the relay, or a proxy of its own.'
}

function List({ title, texts }: { title: string; texts: readonly string[] }): ReactElement {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  )
}

function Fact({ name, text }: { name: string; text: string }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  )
}
