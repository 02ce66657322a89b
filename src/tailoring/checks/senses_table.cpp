#include "tailoring/checks/senses.hpp"

namespace bespoke::tailoring {

// One long table of data, a group of words a line that say the same of work, so that it is searched and reviewed in one place. Reviewed
// word by word; the rules:
//   - A word stands with others only if a resume that says one of them truly could say each of the others.
//   - Words left of ">" may be replaced by those right of it, never the other way round: right is weaker or wider.
//   - What a word says of the part somebody had in a thing never grows: "helped", "coordinated", "built", "led" stand apart.
//   - No praise: "expert", "successful", "strategic" have no synonyms, so they stand only where the source has them.
// "_" joins the words of a phrase. Inflected forms come by stemming; nouns of verbs are listed where the stem differs.
const std::string_view kSenses = R"(
build create construct develop production > produce make work_on
develop development > work_on
develop create devise > draw_up
create make produce creation
write author compose > produce create draft prepare
draft > prepare
draft write
draw_up draft
write code program
rewrite redraft redo rewriting
rewrite rework revise
refactor restructure rework
redesign rework remodel redesigning
rebuild reconstruct rework
restructure reorganize rearrange reorganization
design > develop work_on plan lay_out
devise formulate work_out > plan
implement put_in_place roll_out rollout implementation > adopt use
introduce bring_in introduction > start adopt begin
introduce put_in_place
launch launching > start begin introduce release
roll_out rollout introduce
roll_out rollout release deploy deployment
deploy release install ship > use
start begin commence
initiate > start begin
set_up setup establish > start arrange
set_up setup install configure configuration installation
set_up setup create
found founding > start establish set_up create
pioneer > introduce start
reduce reduction cut lower decrease bring_down cut_down cut_back > limit
reduce reduction cut shorten trim decrease
reduce cut lower drop
shave > cut reduce trim
fall drop decline decrease go_down
rise grow increase go_up climb
increase raise lift boost push_up bring_up
increase grow growth
expand grow growth expansion
increase raise lift > improve
improve improvement enhance enhancement better strengthen > work_on affect
double twofold twice > increase
triple treble threefold > increase
halve half
halve > cut reduce lower shorten
speed_up accelerate quicken > shorten
fast quick speedy rapid prompt swift
slow delay
lead head direct leadership direction > guide manage run coordinate in_charge responsible
lead manage > guide coordinate look_after
lead > run
run > organize guide coordinate
run > operate
manage management > supervise oversee supervision oversight coordinate look_after handle monitor in_charge responsible
supervise oversee supervision oversight > coordinate look_after monitor
manage > deal_with take_care work_on organize
own ownership > manage responsible in_charge handle
chair > lead run
architect > design
spearhead orchestrate > lead manage run coordinate drive
in_charge responsible accountable > look_after handle take_care
run host > hold organize
run hold conduct
deliver give hold
run operate
handle process deal_with take_care see_to attend_to
process > handle
handle > work_with
coordinate coordination > organize arrange schedule plan liaise
organize arrange put_on > plan
organize > arrange plan schedule
arrange schedule
plan schedule
schedule plan timetable roster rota
plan map_out outline prepare planning
prepare preparation > get_ready
prepare produce
prepare make
cook > prepare make
help assist support aid assistance back_up contribute give_hand lend_hand pitch_in take_part involve participate play_part have_hand
participate take_part join > attend
attend go_to
observe watch > see
collaborate work_with partner team_up cooperate work_together jointly collaboration together cooperation work_closely side_by_side alongside
collaborate partner cooperate > liaise communicate
coordinate > communicate
liaise > communicate contact
maintain maintenance keep_up service upkeep > support keep look_after
maintain keep preserve
service maintain
repair fix mend restore
fix resolve solve correct settle sort_out resolution put_right rectify
correct rectify fix put_right amend correction
troubleshoot debug > diagnose investigate look_into
diagnose diagnosis > identify find detect recognize look_into
investigate look_into investigation > examine study check look_at
examine examination inspect inspection > check look_at look_over review
audit > check review examine inspect
inspect inspection > check test look_over
check look_over go_over go_through
check verify confirm verification
check review
validate validation > check verify confirm
verify verification > check confirm
ensure make_sure see_to_it
ensure make_sure > check
review > check look_over read
assess assessment evaluate evaluation appraise appraisal > review judge
assess evaluate gauge judge
analyze analysis analytics > study examine review look_at evaluate
research > study look_into examine investigate
measure measurement > track monitor check gauge
monitor track keep_eye > check watch follow observe
track monitor keep_track
record log note register enter write_down > document
document documentation > record write_up write_down note
enter input key_in type
file archive store
collect gather collection
compile > collect gather
gather collect take
take collect
compile put_together assemble
assemble put_together fit build
train training teach instruct instruction > coach show prepare help support
train coach
teach give_lessons instruct > explain show help train
teach educate
coach mentor > guide advise support help
tutor > teach help support
mentor > train
onboard induct induction > introduce train
advise advice counsel > recommend inform guide
consult > advise
recommend recommendation > suggest propose
suggest propose recommend suggestion proposal
guide steer > show
explain explanation clarify > describe present show
present presentation show
demonstrate demonstration show > present
report > inform present summarize tell
inform tell notify brief let_know
brief inform
answer respond reply response field > handle deal_with
take answer receive
receive get
ask question
interview > talk
negotiate negotiation bargain > agree discuss
agree settle
sell sale > offer
close finish complete
win land secure > gain obtain get
secure > obtain gain get
gain obtain acquire > get
recruit hire recruitment hiring employ take_on > bring_on
attract draw bring_in
serve wait_on attend_to > look_after help assist support
serve > provide supply
care_for look_after care tend > attend_to support help assist
treat treatment > care_for
nurse nursing > care_for
provide provision give supply > offer
supply deliver provide
deliver delivery provide give
deliver bring ship transport
ship shipment dispatch send_out send
transport carry move haul convey transportation > drive
move relocate transfer shift
move migrate migration transfer port switch
migrate convert switch
convert conversion change transform turn
transform > change improve
change alter modify modification adjust > adapt
adapt adjust adaptation modify tailor customize
replace replacement swap substitute exchange
replace change switch
remove removal take_out delete take_away get_rid
eliminate > remove reduce cut get_rid
phase_out retire decommission > remove
stop end halt cease
prevent prevention avoid avert
load fill
stock restock replenish fill
unload empty discharge
pack package wrap > box prepare
pick select > collect
sort arrange classify categorize group > order
order purchase buy procure procurement
pay settle
count tally stocktake stock_count inventory_count
calculate calculation compute work_out figure
estimate gauge
forecast project projection predict prediction > estimate
reconcile reconciliation > match balance check
balance reconcile
complete completion finish finalize
complete carry_out perform do conduct execute undertake fulfil
conduct hold carry_out perform > do
meet hit reach achieve
achieve reach attain accomplish
exceed beat surpass go_beyond
earn > get receive
operate run > use work_with
operate > work
drive operate steer
utilize > use work_with
use utilize apply work_with usage
apply use
test testing > check try_out
pilot trial > test
automate automation script
integrate integration > connect link join combine
connect link join hook_up
combine merge join consolidate unite
split divide break_up separate
share > distribute give
distribute hand_out give_out distribution
allocate assign distribute allocation
assign give allot
delegate hand_over assign
hand_over handover transfer pass_on pass
edit revise > correct proofread check
proofread check correct
revise update amend
update refresh renew bring_up_to_date keep_up_to_date
modernize > update renew upgrade
upgrade > update improve
publish > issue release
publish post
post > upload
issue > give_out
draw sketch
photograph shoot
film shoot record
clean wash tidy cleanup clean_up
sanitize clean
sterilize disinfect > clean sanitize
wash rinse clean
cut chop slice
weld > join
install installation fit mount put_in
wire cable
paint decorate
dig excavate
lift hoist
guard protect
protect safeguard protection guard
defend represent
represent representation act_for speak_for
file submit lodge hand_in
submit hand_in send_in
translate translation > render
interpret translate
simplify simplification simple > change
streamline simplify tighten > improve
standardize standardization unify harmonize
optimize optimization > tune improve adjust
tune adjust
scale > expand grow
expand extend enlarge widen grow
extend lengthen prolong
save cut
save conserve
identify identification spot find detect recognize notice
discover find
find locate spot
determine find_out
escalate > raise refer pass_on report
refer pass_on send
greet welcome receive
phone call telephone ring
contact reach get_in_touch > approach
call contact
visit call_on
join enter
follow adhere comply observe keep_to
comply compliance conform meet
cover stand_in fill_in deputize substitute
rotate alternate
alternate every_other every_second
wish request
act serve
work serve
learn pick_up > study
promote promotion advertise publicize > market
market marketing promote
encourage motivate
finance fund
raise > collect
fundraise raise
donate give
administer give administration
administer > manage run
dispense > give_out hand_out give
triage > assess check
discharge release
feed nourish
bathe wash
plant sow
harvest pick gather
add introduce
add > include insert
add integrate > connect
store save keep hold
restore recover get_back
back_up copy
search look_for
display show
alert notify warn
walk_through explain
choose select pick selection
decide choose
quantify measure
take_over assume inherit take_on
assume take_on
deal_with handle
accept take
spend take
allow enable let permit
result lead_to cause
lead_to result produce cause
chase follow_up pursue
pack prepare
assess mark
mark grade correct
know knowledge > familiar understand
like enjoy fond liking
specialize > focus concentrate
focus concentrate
keep_record record document
cash_up balance
approve approval sign_off authorize
host > run hold
rework > change
fix > change
update > change
refine > improve adjust
replace > change
occasionally on_a_few_occasions sometimes at_times from_time_to_time
customer client buyer shopper consumer
guest visitor
pupil student child schoolchild learner
child kid youngster
colleague coworker teammate peer
team group crew squad
nurse nursing
doctor physician
trainee learner apprentice
company firm business organization employer
company enterprise business
shop store outlet
shop retailer store
warehouse depot
restaurant eatery
ward unit
department unit division section
school academy
classroom class
program programme scheme
task job duty assignment
request enquiry query
query enquiry inquiry question
question query
complaint grievance
problem fault issue difficulty trouble
fault defect error bug failure
error mistake fault inaccuracy
mistake error slip
wait waiting
cost expense spending expenditure spend outlay
expense cost
bill invoice
invoice bill
invoicing billing
payment settlement
salary wage pay
account ledger
ledger book
bookkeeping accounting
letter correspondence
message mail
form document
manual handbook guide
guide guideline
guideline instruction
procedure process routine protocol
process procedure workflow
contract agreement
agreement deal
lease tenancy
court tribunal
hearing trial
meeting session
conference congress
trip journey
day daily
minute min
hour hr
second sec
month mo
percent percentage
year yr
time duration length period
turnaround lead_time
deadline due_date
stock inventory goods
material supply
supplies materials stock
supplier vendor
machine machinery > equipment
equipment gear kit apparatus
tool instrument
application program > software
application app program
app application
website site web_page web_site page
page screen
screen display
system platform
interface ui
test exam
exam test examination
assignment homework
grade mark score
curriculum syllabus course
syllabus curriculum
outcome result
goal target aim objective
target goal
aim purpose
risk hazard danger
hazard risk danger
medicine drug medication
medication drug
dose dosage
blood_sample blood_test
vital_sign vital observation
meal dish > food
dish plate
menu card
recipe formula
room space
home house
building property
property estate
road street
street road
schedule timetable rota roster
rota roster timetable
calendar diary
diary calendar
photo photograph picture > image
video film
advert advertisement ad
newsletter bulletin
social_media social_channel
brochure leaflet
leaflet flyer brochure
survey questionnaire poll
questionnaire survey
feedback comment
comment remark
suggestion idea
idea concept
experience background
background experience
charity nonprofit
member participant
participant > attendee
parent family
family household
neighbor local_resident
new recent
existing current present
current present
former previous earlier past
previous earlier prior
local nearby
daily everyday day_to_day
regular routine
regular recurring
usual typical
mostly mainly largely primarily
partly partially part in_part
sometimes occasionally at_times
many numerous
few small_number
big large
both two
only just solely
alone sole solely
together jointly
other another
same identical
similar comparable
correct accurate right
accurate precise correct
wrong incorrect
early ahead
missing absent
absent away off absence
ill sick
elderly old older aged
older elderly
by_hand manually
written in_writing
writing written
oral spoken verbal
verbal oral
electronic digital
digital electronic online computerized
online web internet web_based
web online
paper printed
internal in_house
in_house internal
external outside third_party
third_party outside
remote off_site
public open
free no_cost
without no zero not never nothing none free lack nil
before prior ahead
prior earlier
after following subsequent once
following next
during throughout while
while during
because due owing
because as_result
therefore so
so thus
about around approximately roughly circa some nearly almost
across throughout
between among
against versus
regarding about concerning
via through by
through by
by through
within inside in
inside in
worldwide global globally
global worldwide
national nationwide countrywide
nationwide national
international overseas abroad
english_language english
bilingual two_language
average mean
maximum max
hygiene cleanliness sanitation
waste scrap
spoilage waste
shrinkage loss
loss shrinkage
theft shoplifting
till cash_register register cash_desk
cash money
receipt proof_of_purchase
refund reimbursement repay
delivery shipment consignment
consignment shipment
parcel package
pallet skid
route round
driver chauffeur
crew team
shift_worker crew
lab laboratory
laboratory lab
sample specimen
specimen sample
thesis dissertation
reservation booking
appointment booking
login sign_in
helpdesk service_desk support_desk help_desk
service_desk helpdesk
user end_user
subscriber user
pitch presentation
quote quotation offer
tender bid
bid tender
blueprint drawing
prototype mockup
mockup prototype
quantity amount
ratio proportion
latency response_time
response_time latency
availability uptime
uptime availability
privacy data_protection
backup copy
copy duplicate
duplicate copy
interview talk
talk presentation speech
speech talk
conversation talk discussion
discussion conversation talk
discuss talk_over talk_about
call conversation
chat message
calm de_escalate defuse
de_escalate calm defuse
lecture talk
award prize
prize award
nominate put_forward
elect choose vote
choose select pick
select choose pick selection
shortlist select
screen vet check
vet check screen
lend loan
borrow loan
rent lease
mix blend
bake cook
fry cook
grill cook
roast cook
season flavor
sew stitch
knit weave
bind tie
label tag mark
tag label
listen hear
observe watch
watch observe
student learner
trainee > student
staff employee worker personnel workforce team_member
team crew staff
employee > colleague
new_starter new_hire joiner new_employee newcomer starter
class lesson session
course class program
workshop course class seminar > session
program course scheme
project initiative scheme
duty responsibility task
work job
order request
ticket request case
ticket issue > case
issue problem
bug defect error fault
failure breakdown fault
accident > incident
incident > event
outage > incident failure
delay wait
queue backlog line
fee charge
revenue turnover
sale takings
profit earnings
saving reduction
report > document
method technique approach
policy rule
data information info
platform system
feature function functionality
test trial
need requirement
campaign drive
new fresh
old outdated legacy obsolete
old > existing previous
main primary
several various multiple a_number
various different diverse
large big
small little
additional extra further more
late overdue delayed
overdue outstanding unpaid
sick ill unwell
private confidential
confidential private
booking reservation
enrol enrolment register sign_up registration
item product goods
goods stock inventory
part component
document paper paperwork file > record
note record
branch site location
site location
factory plant
manual by_hand hand
all every whole
every each
all both
usually typically generally normally
mostly mainly largely primarily chiefly
version release
access entry
permission access
volume quantity amount
result outcome
several > a_few
month_end monthly_close
car truck lorry van > vehicle
truck lorry
email e_mail mail > message
letter > document
invoice bill > document
script > program code
code > program
database db > data
dashboard > report
nurse doctor teacher developer engineer technician porter driver waiter clerk > staff colleague employee
nurse doctor teacher developer engineer technician porter driver waiter clerk assistant volunteer colleague > people
pupil student child learner trainee customer client guest visitor patient resident user member > people
drug medicine medication
resident tenant
payroll pay_run salary_run
spreadsheet > file
shop_floor sales_floor
parent carer guardian
carer caregiver
fortnight two_week
fortnightly biweekly
site place
place location
group party
range variety selection
kind type sort
stage phase step
list register
port harbor
hotel inn
bar pub
cafe coffee_shop
lawyer attorney solicitor
chef > cook
waitress server
technician tech
technology tech
admin administration administrative
rep representative
info information
spec specification
repo repository
ops operations
exam examination
maths mathematics math
dept department
phone telephone
photo photograph
fridge refrigerator
approximately approx
minimum min
average avg mean
mgmt management
org organization
dev development
prod production
uni university
temp temperature
ref reference
veg vegetable
auth authentication
doc documentation
config configuration
stat statistic
sync synchronize
bike bicycle cycle
motorbike motorcycle
plane airplane
flu influenza
iv intravenous
icu intensive_care
bp blood_pressure
ed emergency_department emergency_room
operating_theatre theatre operating_room
pos point_of_sale
hr human_resource personnel
face_to_face in_person
step_by_step gradual
up_to_date current
day_to_day daily
year_on_year annual
one_to_one individual one_on_one
daily each_day every_day per_day a_day
weekly each_week every_week per_week a_week
fortnightly every_two_weeks biweekly
monthly each_month every_month per_month a_month
quarterly each_quarter every_quarter per_quarter a_quarter
annual annually yearly each_year every_year per_year a_year
hourly each_hour every_hour per_hour an_hour
nightly each_night every_night per_night a_night
per_shift each_shift every_shift a_shift
per_second each_second every_second a_second
per_minute each_minute every_minute a_minute
per_term each_term every_term a_term
over during throughout
)";

}  // namespace bespoke::tailoring
