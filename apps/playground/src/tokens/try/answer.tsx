import { replaceHiddenCharacters } from '@device-flow/untrusted'
import type { ReactElement } from 'react'
import type { Exchange } from '../../wire/exchange.ts'
import { challengeWords } from './challenge-words.ts'

const MOST_CHARACTERS = 4000

/** What an API answered: its status, its challenge, its body. */
export function Answer({ exchange }: { exchange: Exchange }): ReactElement | null {
  const { number, request, response } = exchange
  if (!response) return null
  const challenge = response.headers.find(([name]) => name === 'www-authenticate')?.[1]
  return (
    <div className="answer">
      <p>
        Request {number}: <code>{request.method}</code> <code>{request.url}</code> → HTTP{' '}
        <strong>{response.status}</strong>
      </p>
      {challenge !== undefined && (
        <ul>
          {challengeWords(challenge).map((words) => (
            <li key={words}>
              <code>WWW-Authenticate</code>: {words}
            </li>
          ))}
        </ul>
      )}
      {response.body && <pre tabIndex={0}>{asText(response.body)}</pre>}
    </div>
  )
}

function asText(body: string): string {
  const shown = body.length > MOST_CHARACTERS ? `${body.slice(0, MOST_CHARACTERS)}\n…` : body
  return indented(shown)
    .split('\n')
    .map((line) => replaceHiddenCharacters(line, (character) => (character === '\t' ? '  ' : '')))
    .join('\n')
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    return body
  }
}
