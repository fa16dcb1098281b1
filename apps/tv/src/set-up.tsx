import { useEffect, useState, type ReactElement } from 'react'
import { ConfigUnreachable } from './config.ts'
import { Failure } from './screens/failure.tsx'
import { OneMoment } from './screens/one-moment.tsx'

const UNREACHABLE = {
  name: 'unreachable',
  title: 'This app cannot be reached',
  advice:
    'Check that this TV is connected to the internet, then try again. If it stays like this, tell the people who run it:',
} as const
const NOT_SET_UP = { name: 'setup', title: 'This app is not set up' } as const

/**
 * Prepares the app, and shows it. Where that fails, the remote can have it prepared again: where there is no network, a reload would end
 * on a page of the browser, which no remote gets away from.
 */
export function SetUp({ prepare }: { prepare: () => Promise<ReactElement> }): ReactElement {
  const [app, setApp] = useState<ReactElement>()
  const [error, setError] = useState<Error>()
  const [asked, setAsked] = useState(0)
  const [failed, setFailed] = useState(0)

  useEffect(() => {
    let isCurrent = true
    const fail = (reason: Error): void => {
      if (!isCurrent) return
      setError(reason)
      setFailed(asked + 1)
    }
    prepare().then((ready) => isCurrent && setApp(ready), fail)
    return () => {
      isCurrent = false
    }
  }, [prepare, asked])

  if (app) return app
  if (!error) return <OneMoment />
  const words = error instanceof ConfigUnreachable ? UNREACHABLE : NOT_SET_UP
  return <Failure {...words} problem={error.message} news={news(asked, failed)} onRetry={() => setAsked(failed)} />
}

/** What has come of the button: without a word, a try that fails at once looks like a button that does nothing. */
function news(asked: number, failed: number): string {
  if (asked === failed) return 'Trying again.'
  if (asked === 0) return ''
  return asked === 1 ? 'Tried once more, without success.' : `Tried ${asked} more times, without success.`
}
