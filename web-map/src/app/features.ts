/** What the page can do, one line for each capability; their order is that of the rail. */
import '../features/layers';
import '../features/land';
import '../features/house';
import '../features/check';
import '../features/event';
import '../features/plan';
import '../features/discussion';
import '../features/publication';
import '../features/register';
import '../features/statistics';
import '../features/place';
import '../features/finder';
import '../features/identity';
import '../features/audit';
import '../features/connection';
