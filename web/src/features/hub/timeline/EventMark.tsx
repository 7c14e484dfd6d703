import { useEventName } from '../../../shared/eventName'
import styles from './catalogue.module.css'

/** An event as people call it, with the name it comes with where that is another: two may be called the same. */
export function EventMark({ name }: { name: string }) {
  const called = useEventName()(name)
  return <><b>{called}</b>{called !== name && <small className={styles.came}> {name}</small>}</>
}
