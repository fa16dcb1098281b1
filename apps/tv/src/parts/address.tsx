import { Fragment, type ReactElement } from 'react'

const LONG = 30

/** The address to visit. One that is too long for its line breaks behind a slash or a dot, where nobody reads a hyphen into it. */
export function Address({ children: address }: { children: string }): ReactElement {
  return (
    <strong className={address.length > LONG ? 'address address-long' : 'address'} dir="ltr">
      {address.split(/(?<=[/.])/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </strong>
  )
}
