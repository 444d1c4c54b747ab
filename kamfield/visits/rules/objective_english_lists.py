"""English words of the objective checker, as built in; phrases are parted by a bar."""

ENGLISH_LISTS = {
    "harmless": """
        good manufacturing practice | good practice | better half | more than | at least |
        in good order | contact person | order of magnitude | meeting room | training room |
        visiting hours | call-off | call off | meets the drawing | meets the specification |
        meets the requirements | meets all | goods | talks price | any more | no more | anymore |
        what is more | costs more | workshop lead | workshop manager | workshop foreman | workshop head
    """,
    "activities": """
        meeting | meet | meet with | discuss | discussion | talk | talk to | speak | speak to |
        speak with | chat | conversation | exchange | exchange views | exchange of views |
        exchange ideas | communicate | communication | catch up | catch-up | follow up | follow-up |
        keep in touch | stay in touch | keep in contact | keep contact | contact with |
        stay in contact | get in touch | touch base | check in with | look in on |
        maintain good relations | maintain relations | maintain the relationship |
        maintain relationship | maintain contact | build trust | build rapport | build a relationship |
        build relationship | relationship | build up the relationship | build relations | nurture |
        socialise | socialize | dinner | lunch | coffee | cooperation | collaboration | collaborate |
        cooperate | networking | training | workshop | seminar | brainstorm | negotiate | negotiation |
        see how things | kick-off | kickoff | get-together | gathering | round table | hold a |
        teambuilding | golf | breakfast | drinks | stay close to | socialising | rapport | relations |
        contact | close contact | close touch | ties to | ties with |
        keep close | hang out | greet | greetings | come together | sit down with |
        sit together | engage | engage with | align | alignment | sync | reconnect | correspondence |
        correspond | attend to | nurturing | see what is going on | have a look | look around |
        courtesy call | call with | phone call with | get together | brainstorm about | mingle | bond |
        hobnob | small-talk | small talk | review meeting | status update | brainstorming | liaise |
        interact | consult | good terms | on good terms
    """,
    "minds": """
        understand | learn | learn about | hear | hear about | get to know | become acquainted |
        familiarise | familiarize | get an overview | get an insight | get a picture | get a feeling |
        gain insight | gain an overview | gain a better understanding
    """,
    "own_acts": """
        drop a | drop the | clear up | leave a | leave the | tidy up | sort out | follow the |
        walk the | hand out | take through | lead through | talk through | run through | bring up |
        raise awareness | draw attention | outline | reassure | comfort | calm | address | welcome |
        receive the visitors | guide | escort | accompany | drive to | travel to | go to | fly to |
        wait for | monitor | watch | observe | record the needs | note down | take stock |
        take measurements | work out | draw up | draft | put together | compile |
        set up a presentation | run a demo | do a demo | hold a presentation | lend | unveil |
        launch | market our | market the | educate | coach | lecture | apologise | apologize |
        thank | congratulate | remember | appeal | approach | acquire | prospect | research the |
        benchmark | compare | assess | review | scan | screen | examine | diagnose | troubleshoot |
        repair | service the | calibrate | refresh | reiterate | clarify with | answer questions |
        ask about | query | interview | question | poll | get information | get a better |
        gain information | obtain information | present | presentation | introduce | introduction |
        show | explain | explanation | demonstrate | demonstration | demo | demo of | visit |
        visit to | call | call on | phone | ring | email | e-mail | write to | ask | enquire |
        inquire | find out | gather | collect | explore | identify | clarify | investigate |
        research | analyse | analyze | survey | measure | promote | pitch | advertise | sell |
        offer | quote | prepare | inform | tell | advise | brief | update | remind | support |
        help | assist | drop by | drop off | stop by | walk through | go through | map |
        assess the needs | study | check | inspect | convey | highlight | emphasise | emphasize |
        point out | make a presentation | make an offer | push | chase | propose | invite |
        describe | illustrate | train | teach | listen | bring along | take photos | count | audit |
        look into | look for | search | sound out | probe | uncover | discover | tour | distribute
    """,
    "gives": """
        send | deliver | give | provide | share | forward | hand over | hand in | submit | pass on |
        supply | leave | return | transfer | mail | upload
    """,
    "causes": """
        wish | get | let | have | make | convince | persuade | motivate | win over | lead | enable |
        encourage | want | hope | would like | expect | ensure that | make sure | ensure | bring |
        allow | urge | prompt | induce
    """,
    "gains": """
        obtain | secure | win | receive | gain | collect the order | collect the signature | achieve |
        close | get approval | get the order | get an order | get the signature | get a signature |
        get the po | get the go-ahead | get written | get a | get an | get the | reach an agreement |
        reach agreement | agree with | get confirmation | get commitment | get agreement
    """,
    "results": """
        sign | sign off | order | reorder | approve | confirm | agree | accept | pay | release |
        place | issue | book | name | nominate | appoint | decide | commit | choose | select |
        award | list | add | put | place us | switch | change over | replace | install | test |
        try out | try the | try our | try a | try it | try them | run | trial | validate | qualify |
        evaluate | score | rate | recommend | refer | endorse | vote | complete | attend | join |
        participate | take part | nail down | fix | schedule | publish | specify | write | reply |
        answer | respond | countersign | authorise | authorize | permit | grant | open | create |
        register | cancel | stop | reduce | extend | renew | prolong | upgrade | buy | purchase |
        lease | rent | call off | reserve | allocate | budget | free | approve the budget |
        include | shortlist | put us | set | move | postpone | bring forward | start | begin |
        speak for | speak up | vouch | introduce us | invite us | let us | allow us | host |
        disclose | reveal | state | report | fill in | fill out | record | enter | adopt |
        implement | standardise | standardize | certify | pass | clear | inspect our | acknowledge |
        guarantee | promise | pledge | ask for | request | apply | consent | rank | vote for |
        take over | take delivery | reject | cut | increase the order | double | ship | hand us |
        connect us | give us | make available | assign | delegate | send us | show us | tell us |
        sponsor | escalate | convert | sample | finish | conclude | ratify | remove | exclude |
        close out
    """,
    "states": """
        understand | consider | think about | like | appreciate | value | trust | satisfied | happy |
        pleased | convinced | aware | interested | interest | impressed | impression | familiar | know |
        recognise | recognize | feel | believe | see the benefits | see the value | see the advantages |
        get to know | be open | open to | willing | positive | loyal | loyalty | support us |
        supports us | favour | prefer | comfortable | confident | satisfaction | goodwill | confidence |
        hesitate | complain | doubt | worry | hear us | listen to us | think it over | think over |
        sympathy | reputation | image | mind | mood | attitude | insight | curious | keen | excited |
        enthusiastic | welcome us | respect | awareness | look at | look favourably |
        take into account | look into
    """,
    "evidence": """
        signature | signed | order | purchase order | po | po number | order number | contract |
        agreement | minutes | letter | certificate | approval | confirmation | in writing | written |
        e-mail from | email from | e-mail | email | invoice | payment | receipt | protocol | report |
        form | drawing | drawings | specification | vendor number | entry | date | published | booked |
        listed | decision | release | call-off | commitment | acceptance | budget line | test | trial |
        invitation | tender | ticket | record | list | stamp | photo | forecast | schedule
    """,
    "vague": """
        soon | as soon as possible | asap | quickly | shortly | sometime | some time |
        at some point | possibly | perhaps | maybe | hopefully | hope | try | try to | attempt |
        strive | aim to | endeavour | endeavor | somehow | if possible | more or less |
        in due course | in the near future | near future | gradually | eventually |
        as much as possible | as far as possible | etc | and so on | might | appropriate |
        as appropriate | timely | in a timely manner | early | step by step | roughly | a bit |
        somewhat | a lot | when possible | whenever possible | whenever | when convenient |
        where possible | before long | one day | some day | someday | at your convenience |
        presumably | potentially | likely | sooner or later | later on | probably
    """,
    "growth": """
        improve | improvement | increase | enhance | strengthen | boost | optimise | optimize | deepen |
        intensify | grow | growth | better | more | closer | stronger | deeper | good | great |
        positive | higher | faster | smoother | expand | expansion | foster | consolidate | reinforce |
        bigger | larger | lower | cheaper | nicer | progress | advance | more frequent | widen |
        broaden | improved | increased | significantly | considerably
    """,
    "ours": """
        i | we | us | me | our team | our side | our company | sales rep | the rep | sales team |
        account manager | sales representative | key account manager | myself | ourselves |
        our engineer | our people
    """,
    "possessives": "our | my",
    "clients": """
        client | the client | customer | the customer | they | he | she | the other side | the company |
        the account | end user | end customer | our client | our customer | prospect | the buyer's side
    """,
    "departments": """
        purchasing | procurement | purchaser | buyer | purchasing manager | purchasing department |
        engineering | maintenance | maintenance team | maintenance manager | quality department |
        quality manager | qa | quality assurance | production manager | production director |
        production department | plant manager | plant director | plant | factory | foundry director |
        mill manager | manager | director | managing director | finance | finance department |
        accounting | accounts payable | controller | controlling | cfo | ceo | coo | cto | cio | board |
        management | committee | head of | head nurse | nurse | doctor | surgeon | physician |
        pharmacist | pharmacy | hospital | clinic | lab | laboratory | laboratory manager | ward |
        or manager | biomedical engineering | biomed | tender office | warehouse | logistics |
        supply chain | r&d | r & d | research department | technical department | design department |
        technician | foreman | shift leader | supervisor | operator | engineer | project leader |
        project manager | team leader | owner | user group | committee member | buying centre |
        buying center | legal | legal department | it department | hse | safety manager |
        chief engineer | technical director | professor | secretary | assistant | dean | planner |
        radiologist | fitter | fitters | electrician | mechanic | welder | worker | crew |
        works council | line manager | standards committee | sterilisation unit | users |
        decision-maker | specifier | architect | consultant | contractor | integrator | distributor |
        dealer | radiology | chief physician | department head | decision maker | operations |
        group buyer | colleague | stakeholder | partner | tool room | workshop manager | store manager |
        category manager | vice president
    """,
    "nobody": "somebody | someone | anyone | nobody | tbd | t.b.d. | unknown | n/a | none | open | ? | - | –",
    "means": "by means of | through a | via",
    "towards": """
        to | with | for | at | in | on | about | into | onto | between | among | against |
        towards | near | regarding
    """,
    "agents": "by | from | of",
    "joins": "and",
    "breaks": """
        so that | so | that | until | after which | then | because | while | in order that | , | ; | : |
        . | ! | ?
    """,
}
