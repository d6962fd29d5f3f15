import { addFeature } from '../../app/feature';
import { bordersOnly, has } from '../../state/rights';
import { ICONS } from '../../ui/icons';
import SignIn from './SignIn.vue';
import { en } from './words/en';
import { zh } from './words/zh';

addFeature({
  name: 'identity',
  words: { zh, en },
  panels: [
    {
      name: 'users',
      icon: ICONS.users,
      for: (rights) => has(rights, 'USERS', 'GRANTS'),
      fullPage: true,
      first: (rights) => bordersOnly(rights) && !has(rights, 'AUDIT'),
      component: () => import('./users/UsersPage.vue'),
    },
    {
      name: 'account',
      icon: ICONS.person,
      for: () => true,
      fullPage: true,
      offRail: true,
      component: () => import('./AccountPage.vue'),
    },
  ],
  signInPage: SignIn,
  work: () => import('./work'),
});
