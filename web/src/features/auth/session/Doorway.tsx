import { Button, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useLanguage } from '../../../shared/language'
import { Mark } from '../../../shared/Mark'

interface Props {
  title: string
  lead?: string
  children: ReactNode
}

/** What stands before the screens: the mark, a title and one thing to do. */
export function Doorway({ title, lead, children }: Props) {
  const { language, speak } = useLanguage()
  useEffect(() => {
    document.title = `${title} · Bánh Đà`
  }, [title])
  return (
    <main style={{ maxWidth: 460, margin: '0 auto', padding: 'clamp(24px, 10vh, 120px) 16px 48px' }}>
      <Group justify="space-between" mb="lg">
        <Group gap="xs"><Mark size={30} /><Text fw={700} fz={22}>Bánh Đà</Text></Group>
        <Button variant="subtle" color="gray" size="compact-sm" lang={language === 'vi' ? 'en' : 'vi'} onClick={() => speak(language === 'vi' ? 'en' : 'vi')}>
          {language === 'vi' ? 'English' : 'Tiếng Việt'}
        </Button>
      </Group>
      <div className="card" style={{ padding: 'clamp(16px, 5vw, 32px)' }}>
        <Title order={1} fz={22} mb={lead ? 4 : 'md'}>{title}</Title>
        {lead && <Text c="dimmed" size="sm" mb="md">{lead}</Text>}
        {children}
      </div>
    </main>
  )
}
