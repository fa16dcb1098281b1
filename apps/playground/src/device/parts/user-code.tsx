import { spelledCode } from '@device-flow/app-shared/spelled-code'
import { groupUserCode } from '@device-flow/machine'
import { Fragment, type ReactElement } from 'react'

/** The code to type: in groups for eyes, spelled out for ears. */
export function UserCode({ userCode }: { userCode: string }): ReactElement {
  return (
    <p className={userCode.length > 12 ? 'user-code user-code-long' : 'user-code'} data-code={userCode}>
      <span className="unseen">{spelledCode(userCode)}</span>
      <span className="user-code-groups" aria-hidden="true" dir="auto">
        {groupUserCode(userCode).map(({ text, separator }, index) => (
          <Fragment key={index}>
            <span className="user-code-group">{text}</span>
            {separator.trim() && <span>{separator.trim()}</span>}
          </Fragment>
        ))}
      </span>
    </p>
  )
}
