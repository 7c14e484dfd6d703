import { useSession } from '../../../shared/session'
import { Password } from './Password'
import { SecondStep } from './SecondStep'
import { Sessions } from './Sessions'

/** What keeps one's account one's own: the password, the second step, and where one is signed in. */
export function SecurityPage() {
  const user = useSession()?.user
  if (!user) return null
  return (
    <>
      <SecondStep />
      <Sessions />
      <Password email={user.email} />
    </>
  )
}
