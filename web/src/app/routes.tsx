import { createRootRoute, createRoute, createRouter, lazyRouteComponent as page } from '@tanstack/react-router'
import { readSearch as readOnboardingSearch } from '../features/delight/onboarding/search'
import { readSearch as readLoyaltySearch } from '../features/delight/loyalty/search'
import { readSearch as readWorkflowSearch } from '../features/drive/workflow/search'
import { readSearch as readPromoterSearch } from '../features/delight/promoter/search'
import { readSearch as readReferralSearch } from '../features/delight/referral/search'
import { readSearch as readSurveySearch } from '../features/delight/survey/search'
import { readSearch as readBoardSearch } from '../features/engage/deal/search'
import { readSearch as readInboxSearch } from '../features/engage/inbox/search'
import { readSearch as readCareSearch } from '../features/delight/home/search'
import { readSearch as readLeadSearch } from '../features/engage/lead/search'
import { readSearch as readArticleSearch } from '../features/hub/article/search'
import { readSearch as readAssignmentSearch } from '../features/hub/assignment/search'
import { readSearch as readDuplicatesSearch } from '../features/hub/duplicate/search'
import { readSearch as readListSearch } from '../features/hub/record/list/search'
import { readSearch as readTaskSearch } from '../features/hub/task/search'
import { readSearch as readEventsSearch } from '../features/hub/timeline/search'
import { readSearch as readFunnelSearch } from '../features/wheel/funnel/search'
import { readSearch as readRetentionSearch } from '../features/wheel/retention/search'
import { readSearch as readValueSearch } from '../features/wheel/value/search'
import { readSearch as readZaloSearch } from '../features/workspace/zalo/search'
import { readScreenSearch } from '../shared/question'
import { Loading } from '../shared/states'
import { Broken } from './Broken'
import { Gate } from './Gate'
import { Lost } from './Lost'
import { parseSearch, stringifySearch } from './search'

const root = createRootRoute({ component: Gate, notFoundComponent: Lost, validateSearch: readScreenSearch })
const on = { getParentRoute: () => root }

// One line per screen.
const wheel = createRoute({ ...on, path: '/', component: page(() => import('../features/wheel/picture'), 'Page') })
const funnel = createRoute({ ...on, path: '/funnel', component: page(() => import('../features/wheel/funnel'), 'Page'), validateSearch: readFunnelSearch })
const retention = createRoute({ ...on, path: '/retention', component: page(() => import('../features/wheel/retention'), 'Page'), validateSearch: readRetentionSearch })
const value = createRoute({ ...on, path: '/value', component: page(() => import('../features/wheel/value'), 'Page'), validateSearch: readValueSearch })
const lists = () => import('../features/hub/record/list')
const people = createRoute({ ...on, path: '/people', component: page(lists, 'PeoplePage'), validateSearch: readListSearch })
const companies = createRoute({ ...on, path: '/companies', component: page(lists, 'CompaniesPage'), validateSearch: readListSearch })
const products = createRoute({ ...on, path: '/products', component: page(lists, 'ProductsPage'), validateSearch: readListSearch })
const orders = createRoute({ ...on, path: '/orders', component: page(lists, 'OrdersPage'), validateSearch: readListSearch })
const tasks = createRoute({ ...on, path: '/tasks', component: page(() => import('../features/hub/task'), 'Page'), validateSearch: readTaskSearch })
const segments = createRoute({ ...on, path: '/segments', component: page(() => import('../features/hub/record/segments/SegmentsPage'), 'SegmentsPage') })
const segment = createRoute({ ...on, path: '/segments/$id', component: page(() => import('../features/hub/record/segments/SegmentPage'), 'SegmentPage') })
const records = () => import('../features/hub/record/page')
const person = createRoute({ ...on, path: '/people/$id', component: page(() => import('./PersonPage'), 'PersonPage') })
const path = createRoute({ ...on, path: '/people/$id/path', component: page(() => import('../features/hub/person'), 'PersonPage') })
const company = createRoute({ ...on, path: '/companies/$id', component: page(records, 'CompanyPage') })
const product = createRoute({ ...on, path: '/products/$id', component: page(records, 'ProductPage') })
const order = createRoute({ ...on, path: '/orders/$id', component: page(records, 'OrderPage') })
const campaigns = createRoute({ ...on, path: '/campaigns', component: page(() => import('../features/attract/campaign'), 'Page') })
const campaign = createRoute({ ...on, path: '/campaigns/$id', component: page(() => import('../features/attract/campaign'), 'CampaignPage') })
const templates = createRoute({ ...on, path: '/templates', component: page(() => import('../features/attract/template'), 'Page') })
const template = createRoute({ ...on, path: '/templates/$id', component: page(() => import('../features/attract/template'), 'EditorPage') })
const articles = createRoute({ ...on, path: '/articles', validateSearch: readArticleSearch, component: page(() => import('../features/hub/article'), 'Page') })
const article = createRoute({ ...on, path: '/articles/$id', component: page(() => import('../features/hub/article'), 'EditorPage') })
const forms = createRoute({ ...on, path: '/forms', component: page(() => import('../features/attract/form'), 'Page') })
const form = createRoute({ ...on, path: '/forms/$id', component: page(() => import('../features/attract/form'), 'BuilderPage') })
const pages = createRoute({ ...on, path: '/pages', component: page(() => import('../features/attract/page'), 'Page') })
const pageEditor = createRoute({ ...on, path: '/pages/$id', component: page(() => import('../features/attract/page'), 'EditorPage') })
const ctaPages = () => import('../features/attract/cta')
const ctas = createRoute({ ...on, path: '/ctas', component: page(ctaPages, 'Page') })
const cta = createRoute({ ...on, path: '/ctas/$id', component: page(ctaPages, 'EditorPage') })
const events = createRoute({ ...on, path: '/events', component: page(() => import('../features/hub/timeline'), 'Page'), validateSearch: readEventsSearch })
const catalogue = createRoute({ ...on, path: '/catalogue', component: page(() => import('../features/hub/timeline'), 'CataloguePage') })
const attract = createRoute({ ...on, path: '/attract', component: page(() => import('../features/attract/home'), 'Page') })
const workflowPages = () => import('../features/drive/workflow')
const workflows = createRoute({ ...on, path: '/workflows', component: page(workflowPages, 'WorkflowsPage'), validateSearch: readWorkflowSearch })
const workflow = createRoute({ ...on, path: '/workflows/$id', component: page(workflowPages, 'WorkflowPage'), validateSearch: readWorkflowSearch })

const inboxPages = () => import('../features/engage/inbox')
const inbox = createRoute({ ...on, path: '/inbox', component: page(inboxPages, 'Page'), validateSearch: readInboxSearch })
const sales = createRoute({ ...on, path: '/sales', component: page(() => import('../features/engage/home'), 'Page') })
const leadPages = () => import('../features/engage/lead')
const leads = createRoute({ ...on, path: '/leads', component: page(leadPages, 'Page'), validateSearch: readLeadSearch })
const dealPages = () => import('../features/engage/deal')
const deals = createRoute({ ...on, path: '/deals', component: page(dealPages, 'Page'), validateSearch: readBoardSearch })
const dealTable = createRoute({ ...on, path: '/deals/list', component: page(lists, 'DealsPage'), validateSearch: readListSearch })
const dealReports = createRoute({ ...on, path: '/deals/report', component: page(dealPages, 'ReportPage'), validateSearch: readBoardSearch })
const deal = createRoute({ ...on, path: '/deals/$id', component: page(() => import('./DealPage'), 'DealPage') })
const quotePages = () => import('../features/engage/quote')
const quotes = createRoute({ ...on, path: '/quotes', component: page(quotePages, 'Page') })
const quote = createRoute({ ...on, path: '/quotes/$id', component: page(quotePages, 'QuotePage') })
const appointmentPages = () => import('../features/engage/appointment')
const appointments = createRoute({ ...on, path: '/appointments', component: page(appointmentPages, 'Page') })
const bookingPages = createRoute({ ...on, path: '/appointments/pages', component: page(appointmentPages, 'BookingPagesPage') })
const appointment = createRoute({ ...on, path: '/appointments/$id', component: page(appointmentPages, 'AppointmentPage') })
const carePages = () => import('../features/delight/home')
const care = createRoute({ ...on, path: '/care', component: page(carePages, 'Page') })
const careClocks = createRoute({ ...on, path: '/care/clocks', component: page(carePages, 'ClocksPage'), validateSearch: readCareSearch })
const careAnswers = createRoute({ ...on, path: '/care/answers', component: page(carePages, 'AnswersPage'), validateSearch: readCareSearch })
const tickets = createRoute({ ...on, path: '/tickets', component: page(lists, 'TicketsPage'), validateSearch: readListSearch })
const ticket = createRoute({ ...on, path: '/tickets/$id', component: page(() => import('./TicketPage'), 'TicketPage') })
const loyaltyPages = () => import('../features/delight/loyalty')
const loyalty = createRoute({ ...on, path: '/loyalty', validateSearch: readLoyaltySearch, component: page(loyaltyPages, 'Page') })
const surveyPages = () => import('../features/delight/survey')
const surveys = createRoute({ ...on, path: '/surveys', component: page(surveyPages, 'Page'), validateSearch: readSurveySearch })
const reviews = createRoute({ ...on, path: '/reviews', component: page(() => import('../features/delight/review'), 'Page') })
const survey = createRoute({ ...on, path: '/surveys/$id', component: page(surveyPages, 'BuilderPage') })
const promoters = createRoute({ ...on, path: '/promoters', component: page(() => import('../features/delight/promoter'), 'Page'), validateSearch: readPromoterSearch })
const onboardingPages = () => import('../features/delight/onboarding')
const onboardings = createRoute({ ...on, path: '/onboarding', component: page(onboardingPages, 'Page'), validateSearch: readOnboardingSearch })
const onboardingPlans = createRoute({ ...on, path: '/onboarding/plans', component: page(onboardingPages, 'PlansPage') })
const onboardingPlan = createRoute({ ...on, path: '/onboarding/plans/$id', component: page(onboardingPages, 'PlanPage') })
const onboarding = createRoute({ ...on, path: '/onboarding/$id', component: page(onboardingPages, 'OnboardingPage') })
const referrals = createRoute({ ...on, path: '/referrals', component: page(() => import('../features/delight/referral'), 'Page'), validateSearch: readReferralSearch })
const paymentPages = () => import('../features/engage/payment')
const payments = createRoute({ ...on, path: '/payments', component: page(paymentPages, 'Page') })
const duplicates = createRoute({ ...on, path: '/duplicates', component: page(() => import('../features/hub/duplicate'), 'Page'), validateSearch: readDuplicatesSearch })
const imports = createRoute({ ...on, path: '/import', component: page(() => import('../features/hub/import'), 'Page') })
const settings = createRoute({ ...on, path: '/settings', component: page(() => import('../features/workspace/settings'), 'Layout') })
const within = { getParentRoute: () => settings }
const workspace = createRoute({ ...within, path: '/', component: page(() => import('../features/workspace/settings'), 'Page') })
const profile = createRoute({ ...within, path: 'profile', component: page(() => import('../features/auth/user'), 'ProfilePage') })
const users = createRoute({ ...within, path: 'users', component: page(() => import('../features/auth/user'), 'Page') })
const security = createRoute({ ...within, path: 'security', component: page(() => import('../features/auth/session'), 'Page') })
const teams = createRoute({ ...within, path: 'teams', component: page(() => import('../features/auth/team'), 'Page') })
const roles = createRoute({ ...within, path: 'roles', component: page(() => import('../features/auth/role'), 'Page') })
const signIn = createRoute({ ...within, path: 'sign-in', component: page(() => import('../features/auth/provider'), 'Page') })
const website = createRoute({ ...within, path: 'website', component: page(() => import('../features/attract/website'), 'Page') })
const webhooks = createRoute({ ...within, path: 'webhooks', component: page(() => import('../features/workspace/webhook'), 'Page') })
const fields = createRoute({ ...within, path: 'fields', component: page(() => import('../features/hub/field'), 'FieldsPage') })
const priceBooks = createRoute({ ...within, path: 'price-books', component: page(() => import('../features/hub/price'), 'PriceBooksPage') })
const rules = createRoute({ ...within, path: 'rules', component: page(() => import('../features/hub/task'), 'RulesPage') })
const score = createRoute({ ...within, path: 'score', component: page(() => import('../features/hub/score'), 'Page') })
const assignment = createRoute({ ...within, path: 'assignment', component: page(() => import('../features/hub/assignment'), 'Page'), validateSearch: readAssignmentSearch })
const calendar = createRoute({ ...within, path: 'calendar', component: page(() => import('../features/workspace/calendar'), 'Page') })
const inboxSettings = createRoute({ ...within, path: 'inbox', component: page(inboxPages, 'SettingsPage') })
const chatSettings = createRoute({ ...within, path: 'chat', component: page(() => import('../features/engage/chat'), 'Page') })
const botPages = () => import('../features/engage/bot')
const botSettings = createRoute({ ...within, path: 'bot', component: page(botPages, 'Page') })
const botFlow = createRoute({ ...within, path: 'bot/$id', component: page(botPages, 'FlowPage') })
const notices = createRoute({ ...within, path: 'notices', component: page(() => import('../features/hub/notice'), 'Page') })
const mail = createRoute({ ...within, path: 'mail', component: page(() => import('../features/workspace/mail'), 'Page') })
const sms = createRoute({ ...within, path: 'sms', component: page(() => import('../features/workspace/sms'), 'Page') })
const zalo = createRoute({ ...within, path: 'zalo', component: page(() => import('../features/workspace/zalo'), 'Page'), validateSearch: readZaloSearch })
const sending = createRoute({ ...within, path: 'sending', component: page(() => import('../features/workspace/sending'), 'Page') })
const leadRules = createRoute({ ...within, path: 'leads', component: page(leadPages, 'RulesPage') })
const pipelines = createRoute({ ...within, path: 'pipelines', component: page(dealPages, 'SettingsPage') })
const portalSettings = createRoute({ ...within, path: 'portal', component: page(() => import('../features/delight/portal'), 'SettingsPage') })
const ticketSettings = createRoute({ ...within, path: 'tickets', component: page(() => import('../features/delight/ticket'), 'SettingsPage') })
const slaSettings = createRoute({ ...within, path: 'sla', component: page(() => import('../features/delight/sla'), 'SettingsPage') })
const shopSettings = createRoute({ ...within, path: 'shop', component: page(() => import('../features/engage/shop'), 'SettingsPage') })
const quoteSettings = createRoute({ ...within, path: 'quotes', component: page(quotePages, 'SettingsPage') })
const paymentSettings = createRoute({ ...within, path: 'payments', component: page(paymentPages, 'SettingsPage') })
const jobs = createRoute({ ...within, path: 'jobs', component: page(() => import('../features/workspace/job'), 'Page') })
const keys = createRoute({ ...within, path: 'keys', component: page(() => import('../features/auth/key'), 'Page') })
const requests = createRoute({ ...within, path: 'requests', component: page(() => import('../features/workspace/request'), 'Page') })
const privacy = createRoute({ ...within, path: 'privacy', component: page(() => import('../features/workspace/request'), 'PrivacyPage') })
const suppressions = createRoute({ ...within, path: 'suppressions', component: page(() => import('../features/workspace/suppression'), 'Page') })
const audit = createRoute({ ...within, path: 'audit', component: page(() => import('../features/auth/audit'), 'Page') })
const backups = createRoute({ ...within, path: 'backups', component: page(() => import('../features/workspace/backup'), 'Page') })
const about = createRoute({ ...within, path: 'about', component: page(() => import('../features/workspace/settings'), 'AboutPage') })

export const router = createRouter({
  routeTree: root.addChildren([wheel, funnel, retention, value, people, person, path, company, product, order, companies, products, orders, deals, dealTable, dealReports, deal, tasks, segments, segment, attract, workflows, workflow, campaigns, campaign, templates, template, forms, form, pages, pageEditor, ctas, cta, events, catalogue, inbox, sales, leads, articles, article, quotes, quote, care, careClocks, careAnswers, tickets, ticket, surveys, survey, reviews, referrals, loyalty, onboardings, onboardingPlans, onboardingPlan, onboarding, promoters, appointments, bookingPages, appointment, payments, duplicates, imports, settings.addChildren([workspace, profile, notices, inboxSettings, chatSettings, botSettings, botFlow, assignment, rules, score, calendar, mail, sms, zalo, sending, leadRules, pipelines, ticketSettings, slaSettings, quoteSettings, shopSettings, portalSettings, paymentSettings, jobs, security, users, teams, roles, signIn, fields, priceBooks, keys, website, webhooks, requests, privacy, suppressions, audit, backups, about])]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: () => <Loading height="60vh" />,
  defaultErrorComponent: Broken,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
